import type { CounterCoupon } from '@huitou/shared/counter/visit-schema'
import { View } from '@tarojs/components'
import { goBack } from '../../kit/navigate'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { conditionOf } from '../../ui/coupon/face'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { NextScan } from './next-scan'
import { Verdict } from './verdict'

type Props = { coupon: CounterCoupon; why: string | null; onOther: (() => void) | null }

const WITHOUT_REASON = '这张券现在不能用'

const Footer = ({ onOther }: Pick<Props, 'onOther'>) => (
  <>
    {onOther ? <Btn label="看客人别的券" size="counter" icon="ticket" onPress={onOther} /> : <NextScan />}
    <Press className="verdict-back t15 ink-2" label="返回工作台" dim onPress={() => void goBack()}>
      返回工作台
    </Press>
  </>
)

/** This coupon may not be used: why, the facts behind it, what to say to the customer, what to do instead. */
export const RefusedCoupon = ({ coupon, why, onOther }: Props) => {
  const reason = why ?? WITHOUT_REASON
  const offer = onOther ? '我帮您看看还有哪张能用。' : '您打开卡包看看，别的券能用的话我马上给您扫。'
  return (
    <Page title="核销" footer={<Footer onOther={onOther} />}>
      <Verdict tone="danger" title="不能用" detail={reason}>
        <View className="t17">{coupon.face.name}</View>
        <View className="t12 ink-3">{[conditionOf(coupon.face), coupon.face.scope].join(' · ')}</View>
        {coupon.facts.length > 0 ? <View className="hairline" /> : null}
        {coupon.facts.map(({ label, value }) => (
          <KV key={label} name={label} value={value} />
        ))}
      </Verdict>
      <Card className="top12">
        <View className="t15 bold">可以这样跟客人说</View>
        <View className="t15 ink-2 top8">{`「${reason.replace(/。$/, '')}。${offer}」`}</View>
      </Card>
      <View className="verdict-room" />
    </Page>
  )
}
