import { View } from '@tarojs/components'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { Btn } from '../../ui/press/btn'

/** WeChat tells a coupon's end once for each time it is allowed; in the app it is told anyway. */
export const TellMe = () => {
  const { canAsk, ask } = useAskToBeTold('coupon.wallet')
  if (!canAsk) return null
  return (
    <View className="col items-center top12">
      <Btn kind="line" size="small" icon="clock" label="快到期时微信告诉我" onPress={ask} />
    </View>
  )
}
