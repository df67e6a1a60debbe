import { useParams } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { recallVisit } from '../counter/visit-memory'
import { Visit } from './visit'

export default function ResultPage() {
  const { visitId } = useParams('staff/result/index')
  return <StaffOnly title="核销">{() => <Result visitId={visitId ?? ''} />}</StaffOnly>
}

const Result = ({ visitId }: { visitId: string }) => {
  const asked = useAsk('counter.visit', { visitId }, { initial: initialOf(visitId) })
  if (asked.data) return <Visit visit={asked.data.visit} judgeAgain={asked.reload} />
  return (
    <Page title="核销">
      {asked.state === 'loading' ? (
        <Skeleton heights={[84, 260, 60]} />
      ) : (
        <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
      )}
    </Page>
  )
}

const initialOf = (visitId: string) => {
  const visit = recallVisit(visitId)
  return visit && { visit }
}
