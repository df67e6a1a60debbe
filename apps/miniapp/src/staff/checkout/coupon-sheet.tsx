import type { QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { Chip } from '../../ui/block/chip'
import { Ticket } from '../../ui/coupon/ticket'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { offText } from '../../features/purchase/words'

type Props = {
  open: boolean
  quote: QuoteCard
  onClose: () => void
  onChoose: (couponIds: string[]) => void
}

type Coupon = QuoteCard['coupons'][number]

const One = ({ coupon, onPress }: { coupon: Coupon; onPress: () => void }) => (
  <View className="top12">
    <Ticket
      face={coupon.face}
      ground="soft"
      lines={[coupon.usable ? `这一单减 ${offText(coupon.offFen).slice(1)}` : (coupon.why ?? '这一单用不了')]}
      off={!coupon.usable}
      end={
        coupon.usable ? <Chip text={coupon.chosen ? '已选' : '选它'} tone={coupon.chosen ? 'brand' : 'plain'} /> : null
      }
      onPress={onPress}
    />
  </View>
)

/** Which coupons this bill uses. What does not go together is told by the server, in words. */
export const CouponSheet = ({ open, quote, onClose, onChoose }: Props) => {
  const { coupons, couponIds, bestCouponIds } = quote
  const toggle = ({ id, usable }: Coupon) => {
    if (!usable) return
    onChoose(couponIds.includes(id) ? couponIds.filter((one) => one !== id) : [...couponIds, id])
    onClose()
  }
  const choose = (ids: string[]) => {
    onChoose(ids)
    onClose()
  }
  return (
    <Sheet
      title="这一单用哪张券"
      open={open}
      onClose={onClose}
      footer={
        <View className="row gap8">
          <View className="grow">
            <Btn label="都不用" kind="line" size="large" onPress={() => choose([])} />
          </View>
          <View className="grow">
            <Btn
              label="用最省的"
              size="large"
              disabled={bestCouponIds.length === 0}
              onPress={() => choose(bestCouponIds)}
            />
          </View>
        </View>
      }
    >
      {coupons.length === 0 ? <View className="t15 ink-2 center">客人的卡包里没有券</View> : null}
      {coupons.map((coupon) => (
        <One key={coupon.id} coupon={coupon} onPress={() => toggle(coupon)} />
      ))}
    </Sheet>
  )
}
