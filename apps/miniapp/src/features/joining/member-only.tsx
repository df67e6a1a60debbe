import type { ReactNode } from 'react'
import { openPage } from '../../kit/navigate'
import { refreshSession, useSession } from '../../kit/session'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { logInAgain, useLoggedOut } from '../account/logged-out'
import { FailurePage } from '../asked/failure-page'

type MemberOnlyProps = { bones: readonly number[]; title: string; text: string; children: ReactNode }

/** Shows its children to members; everyone else learns what joining would give them here. */
export const MemberOnly = ({ bones, title, text, children }: MemberOnlyProps) => {
  const { status, failure } = useSession()
  const { loggedOut } = useLoggedOut()
  if (loggedOut && status === 'visitor') {
    return (
      <StatePage
        art="list"
        title="已经退出登录"
        text="积分和券都还在，重新登录就能看到"
        action={{ label: '重新登录', onPress: () => void logInAgain() }}
      />
    )
  }
  if (status === 'starting') return <Skeleton heights={bones} />
  if (status === 'failed')
    return <FailurePage title="没有登录成功" failure={failure} onRetry={() => void refreshSession()} />
  if (status === 'member') return <>{children}</>
  return (
    <StatePage
      art="empty"
      title={title}
      text={text}
      action={{ label: '加入会员', onPress: () => void openPage('pages/landing/index') }}
    />
  )
}
