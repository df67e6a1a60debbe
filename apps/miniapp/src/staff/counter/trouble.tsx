import type { CallFailed } from '../../kit/call/failure'
import { StatePage } from '../../ui/state/state-page'

/** A list or page of the counter that could not be had. */
export const Trouble = ({ failure, again, busy }: { failure: CallFailed; again: () => void; busy: boolean }) => (
  <StatePage
    art={failure.offline ? 'offline' : 'error'}
    title={failure.offline ? '现在没连上网' : '没有打开'}
    text={failure.offline ? '客人的券和积分都还在。连上后再试' : failure.detail}
    action={{ label: '再试一次', onPress: again, busy }}
    reference={failure.offline ? null : failure.requestId}
  />
)
