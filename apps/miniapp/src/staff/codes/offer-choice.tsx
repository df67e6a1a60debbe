import { View } from '@tarojs/components'
import { useAsk } from '../../kit/use-ask'
import { FilterChip } from '../../ui/block/chip'

type Props = { must: boolean; chosen: string | null; onPick: (templateId: string | null) => void }

/** Which coupon the code gives. A standee needs one. */
export const OfferChoice = ({ must, chosen, onPick }: Props) => {
  const { data } = useAsk('channel.offers', {})
  const templates = data?.templates ?? []
  if (templates.length === 0)
    return must ? <View className="t14 ink-2 top16">现在没有可以绑的券，请运营先上架一张领券中心的券</View> : null
  return (
    <>
      <View className="t14 ink-2 top16">{must ? '扫了领哪张券' : '新会员入会送哪张券，可不选'}</View>
      <View className="choices">
        {templates.map(({ id, name }) => (
          <FilterChip key={id} text={name} on={id === chosen} onPress={() => onPick(id === chosen ? null : id)} />
        ))}
      </View>
    </>
  )
}
