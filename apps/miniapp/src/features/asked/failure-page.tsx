import type { CallFailed } from '../../kit/call/failure'
import { StatePage, type StateAction } from '../../ui/state/state-page'

type FailurePageProps = {
  title: string
  failure: CallFailed | null
  busy?: boolean
  onRetry: () => void
  second?: StateAction
}

/** What went wrong, in the server's words, and one thing to do about it. */
export const FailurePage = ({ title, failure, busy, onRetry, second }: FailurePageProps) => {
  const action = { label: '再试一次', onPress: onRetry, busy }
  if (failure?.code === 'offline') {
    return (
      <StatePage
        art="offline"
        title="现在没连上网"
        text="券和积分都还在，连上后自动更新"
        action={action}
        second={second}
      />
    )
  }
  return (
    <StatePage
      art="error"
      title={title}
      text={failure?.detail ?? '请稍后再试'}
      action={action}
      second={second}
      reference={failure?.requestId}
    />
  )
}
