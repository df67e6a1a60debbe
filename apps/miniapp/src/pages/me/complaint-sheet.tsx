import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useAsk } from '../../kit/use-ask'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'

/** Where to turn: the shop itself first. */
export const ComplaintSheet = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const { data } = useAsk('store.list', {}, { when: open })
  const stores = data?.stores.filter(({ phone }) => phone !== null) ?? []
  return (
    <Sheet
      title="投诉与建议"
      open={open}
      onClose={onClose}
      footer={<Btn size="medium" label="知道了" onPress={onClose} />}
    >
      <View className="t14 ink-2">
        哪里没做好，直接告诉我们。打电话或到店都行，店长当天回复；说得出问题编号或积分明细里的编号，查得更快。
      </View>
      <View className="top8">
        {stores.map(({ id, name, phone }) => (
          <RowItem
            key={id}
            icon="phone"
            title={name}
            note={phone ?? ''}
            onPress={() => void Taro.makePhoneCall({ phoneNumber: phone ?? '' })}
          />
        ))}
      </View>
      <View className="t12 ink-3 top8">对处理结果不满意，也可以点右上角「···」→「反馈与投诉」，由微信平台受理。</View>
    </Sheet>
  )
}
