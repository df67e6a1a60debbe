import type { StaffCard } from '@huitou/shared/staff/contract'
import type { ReactNode } from 'react'
import { openPage } from '../../kit/navigate'
import { refreshSession, useSession } from '../../kit/session'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'

/** A page for staff: waits until it is known who this is, and tells everybody else how to become staff. */
export const StaffOnly = ({ title, children }: { title: string; children: (staff: StaffCard) => ReactNode }) => {
  const { status, staff, failure } = useSession()
  if (staff) return children(staff)
  return (
    <Page title={title}>
      {status === 'starting' ? <Skeleton heights={[44, 180, 96, 160]} /> : <Stranger offline={failure?.offline} />}
    </Page>
  )
}

const Stranger = ({ offline = false }: { offline?: boolean }) =>
  offline ? (
    <StatePage
      art="offline"
      title="现在没连上网"
      text="客人的券和积分都还在。连上网就能接着核销"
      action={{ label: '再试一次', onPress: () => void refreshSession() }}
    />
  ) : (
    <StatePage
      art="empty"
      title="这里是店员用的"
      text="请店长在工作台里点「邀请店员」，把邀请码发给你"
      action={{ label: '我有邀请码', onPress: () => void openPage('staff/invite/index') }}
      second={{ label: '再看一次', onPress: () => void refreshSession() }}
    />
  )
