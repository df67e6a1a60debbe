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
import { useOpening } from './opens'
import { ShopHead } from './shop-head'
import { useLanding, type Gifts, type Landing as LandingData } from './use-landing'

type BodyProps = { landing: LandingData; gifts: Gifts | null; scene: string | null }

const Body = ({ landing, gifts, scene }: BodyProps) => {
  if (gifts !== null) return <Joined gifts={gifts} scene={scene} landing={landing} />
  if (landing.joined) return <MemberWelcome scene={scene} landing={landing} />
  return <Offer landing={landing} />
}

/** What a scanned code opens: the place, what joining gives, and one button. Members are greeted instead; some codes lead on. */
export default function Landing() {
  const { scene = null } = useParams('pages/landing/index')
  const { landing, failure, gifts, load, setGifts } = useLanding(scene)
  useEffect(() => {
    // However a receipt’s code was opened: it has a page of its own.
    if (scene !== null && pageOfScene(scene) === 'account/receipt/index')
      void replacePage('account/receipt/index', { scene })
  }, [scene])
  const leadsOn = useOpening(landing, gifts !== null)
  const shown = leadsOn ? null : landing
  const mayJoin = shown !== null && !shown.joined && gifts === null
  return (
    <Page
      title="欢迎"
      ownBar
      bare
      footer={mayJoin ? <JoinFooter privacyVersion={shown.privacyVersion} onJoined={setGifts} onStale={load} /> : null}
    >
      <ShopHead brand={landing?.brand ?? null} place={landing?.place ?? null} />
      {shown ? <Body landing={shown} gifts={gifts} scene={scene} /> : null}
      {shown === null && failure ? <FailurePage title="没有打开" failure={failure} onRetry={load} /> : null}
      {shown === null && !failure ? <Skeleton heights={[230, 100]} /> : null}
    </Page>
  )
}
