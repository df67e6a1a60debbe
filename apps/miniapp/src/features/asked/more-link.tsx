import { View } from '@tarojs/components'
import type { CallFailed } from '../../kit/call/failure'
import { Btn } from '../../ui/press/btn'

type MoreLinkProps = {
  hasMore: boolean
  busy: boolean
  failure: CallFailed | null
  end: string
  onMore: () => void
}

/** The foot of a long list: fetches more by itself at the bottom, and by a tap where that does not happen. */
export const MoreLink = ({ hasMore, busy, failure, end, onMore }: MoreLinkProps) => (
  <View className="col items-center top12">
    {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
    {hasMore ? (
      <Btn kind="line" size="medium" label="看更早的" busy={busy} onPress={onMore} />
    ) : (
      <View className="t12 ink-3 center">{end}</View>
    )}
  </View>
)
