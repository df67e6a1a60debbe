import { useEffect } from 'react'
import { pageOfScene } from '../../kit/launch'
import { replacePage, useParams } from '../../kit/navigate'
import { FailurePage } from '../../features/asked/failure-page'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { JoinFooter } from '../../features/joining/join-footer'
import { MemberWelcome } from './member-welcome'
import { Offer } from './offer'
import { Joined } from './joined'
import { ShopHead } from './shop-head'
import { useLanding, type Gifts, type Landing as LandingData } from './use-landing'

type BodyProps = { landing: LandingData; gifts: Gifts | null; scene: string | null }

const Body = ({ landing, gifts, scene }: BodyProps) => {
  if (gifts !== null) return <Joined gifts={gifts} scene={scene} place={landing.place} />
  if (landing.joined) return <MemberWelcome scene={scene} landing={landing} />
  return <Offer gifts={landing.gifts} offer={landing.offer} reasons={landing.reasons} />
}

/** What a scanned code opens: the place, what joining gives, and one button. Members are greeted instead. */
export default function Landing() {
  const { scene = null } = useParams('pages/landing/index')
  const { landing, failure, gifts, load, setGifts } = useLanding(scene)
  useEffect(() => {
    // However a receipt’s code was opened: it has a page of its own.
    if (scene !== null && pageOfScene(scene) === 'account/receipt/index')
      void replacePage('account/receipt/index', { scene })
  }, [scene])
  const mayJoin = landing !== null && !landing.joined && gifts === null
  return (
    <Page
      title="欢迎"
      ownBar
      bare
      footer={
        mayJoin ? <JoinFooter privacyVersion={landing.privacyVersion} onJoined={setGifts} onStale={load} /> : null
      }
    >
      <ShopHead brand={landing?.brand ?? null} place={landing?.place ?? null} />
      {landing ? <Body landing={landing} gifts={gifts} scene={scene} /> : null}
      {landing === null && failure ? <FailurePage title="没有打开" failure={failure} onRetry={load} /> : null}
      {landing === null && !failure ? <Skeleton heights={[230, 100]} /> : null}
    </Page>
  )
}
