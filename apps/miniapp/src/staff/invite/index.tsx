import { useParams } from '../../kit/navigate'
import { useSession } from '../../kit/session'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { AcceptInvitation } from './accept-invitation'
import { MakeInvitation } from './make-invitation'

/** With a code, or for who is no staff yet: accepting. For managers: inviting. */
export default function InvitePage() {
  const params = useParams('staff/invite/index')
  // Scanned from another phone's screen, the code is the scene.
  const code = params.code ?? params.scene
  const { status, staff } = useSession()
  if (status === 'starting') {
    return (
      <Page title="店员邀请">
        <Skeleton heights={[120, 52]} />
      </Page>
    )
  }
  if (code === undefined && staff && staff.role !== 'clerk') return <MakeInvitation staff={staff} />
  return <AcceptInvitation code={code ?? ''} staff={staff} />
}
