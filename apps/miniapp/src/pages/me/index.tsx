import { View } from '@tarojs/components'
import { FailurePage } from '../../features/asked/failure-page'
import { refreshSession, useSession } from '../../kit/session'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { Summary } from './summary'
import { MemberRows } from './member-rows'
import { OtherRows } from './other-rows'
import { StaffRow } from './staff-row'

/** Also for those who have not joined: staff need no membership, and complaints and the privacy notice are for everybody. */
export default function Me() {
  const { status, failure, staff } = useSession()
  return (
    <Page title="我的" tab>
      {status === 'starting' ? <Skeleton heights={[104, 56, 300]} /> : null}
      {status === 'failed' ? (
        <FailurePage title="没有登录成功" failure={failure} onRetry={() => void refreshSession()} />
      ) : null}
      {status === 'member' || status === 'visitor' ? (
        <View>
          <Summary />
          {staff && !staff.disabled ? <StaffRow staff={staff} /> : null}
          {status === 'member' ? <MemberRows /> : null}
          <OtherRows />
        </View>
      ) : null}
    </Page>
  )
}
