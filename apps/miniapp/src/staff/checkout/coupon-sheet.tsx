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

function choiceWord({ chosen, joins }: Coupon, alone: boolean): string {
  if (chosen) return '已选'
  if (alone) return '选它'
  return joins ? '一起用' : '换这张'
}

/** `alone`: no coupon is chosen yet. */
const One = ({ coupon, alone, onPress }: { coupon: Coupon; alone: boolean; onPress: () => void }) => (
  <View className="top12">
    <Ticket
      face={coupon.face}
      ground="soft"
      lines={[coupon.usable ? `这一单减 ${offText(coupon.offFen).slice(1)}` : (coupon.why ?? '这一单用不了')]}
      off={!coupon.usable}
      end={coupon.usable ? <Chip text={choiceWord(coupon, alone)} tone={coupon.chosen ? 'brand' : 'plain'} /> : null}
      onPress={onPress}
    />
  </View>
)

const usableFirst = (a: Coupon, b: Coupon) =>
  Number(b.chosen) - Number(a.chosen) || Number(b.usable) - Number(a.usable) || b.offFen - a.offFen

/** Which coupons this bill uses: usable ones first. Which go together is the server’s word. */
export const CouponSheet = ({ open, quote, onClose, onChoose }: Props) => {
  const { coupons, couponIds, bestCouponIds } = quote
  const choose = (ids: string[]) => {
    onChoose(ids)
    onClose()
  }
  const toggle = ({ id, usable, chosen, joins }: Coupon) => {
    if (!usable) return
    if (chosen) return choose(couponIds.filter((one) => one !== id))
    // One that does not go with the chosen ones takes their place.
    choose(joins ? [...couponIds, id] : [id])
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
      {[...coupons].sort(usableFirst).map((coupon) => (
        <One key={coupon.id} coupon={coupon} alone={couponIds.length === 0} onPress={() => toggle(coupon)} />
      ))}
    </Sheet>
  )
}
