import { openPage, useParams } from '../../kit/navigate'
import { refreshSession, useSession } from '../../kit/session'
import { FailurePage } from '../../features/asked/failure-page'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { Receipt } from './receipt'

const home = { label: '去首页', onPress: () => void openPage('pages/home/index') }

const Alone = ({ children }: { children: React.ReactNode }) => <Page title="领小票积分">{children}</Page>

/** What a receipt's code opens: what it gives, and one button; who is no member yet joins with it. */
export default function ReceiptPage() {
  const { scene } = useParams('account/receipt/index')
  const { status, failure } = useSession()
  if (scene === undefined)
    return (
      <Alone>
        <StatePage art="empty" title="没有找到这张小票" text="扫一扫小票上的码就能看到" action={home} />
      </Alone>
    )
  if (status === 'starting')
    return (
      <Alone>
        <Skeleton heights={[200, 140]} />
      </Alone>
    )
  if (status === 'failed')
    return (
      <Alone>
        <FailurePage title="没有登录成功" failure={failure} onRetry={() => void refreshSession()} />
      </Alone>
    )
  return <Receipt scene={scene} isMember={status === 'member'} />
}
