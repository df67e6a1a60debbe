import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { cancelRule } from '@huitou/shared/mall/order-rules'
import { View } from '@tarojs/components'
import { Cover } from '../../features/mall/cover'
import { openPage, replacePage } from '../../kit/navigate'
import { pointsText, yuanText } from '../../kit/number'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { ConfirmWay } from './confirm-way'
import { priceText, quantityMax, termsText, wayText } from './item-words'
import { Stepper } from './stepper'
import type { Ordering } from './use-ordering'
import './confirm-sheet.scss'

type Balance = Output<'points.balance'>
type ConfirmSheetProps = { item: ShownItem; ordering: Ordering; balance: Balance; today: Day }

const Head = ({ item, ordering }: { item: ShownItem; ordering: Ordering }) => (
  <View className="confirm-head">
    <Cover of={item} className="confirm-picture" />
    <View className="grow">
      <View className="t15 bold">{item.name}</View>
      <View className="t12 ink-3">{wayText(item)}</View>
    </View>
    {quantityMax(item) > 1 ? (
      <Stepper value={ordering.quantity} max={quantityMax(item)} onChange={ordering.setQuantity} />
    ) : null}
  </View>
)

const Terms = ({ item, ordering, balance, today }: ConfirmSheetProps) => {
  const { total, cashFen } = ordering
  const after = balance.available - total
  const rule = cancelRule(item.kind, ordering.way === 'delivery', cashFen > 0)
  return (
    <View>
      <Head item={item} ordering={ordering} />
      <ConfirmWay item={item} ordering={ordering} today={today} />
      <KV name="需要积分" value={pointsText(total)} strong="plain" />
      {cashFen > 0 ? <KV name="另付" value={`${yuanText(cashFen)} 元，微信支付`} strong="plain" /> : null}
      <KV name="现有积分" value={pointsText(balance.available)} />
      {after >= 0 ? <KV name="兑换后剩余" value={pointsText(after)} strong="brand" /> : null}
      <Note icon="clock">
        {after >= 0
          ? termsText({ total, today, expiring: balance.expiringNext, cancelRule: rule })
          : `还差 ${pointsText(-after)} 积分。签到、到店都能攒。`}
      </Note>
    </View>
  )
}

const NEXT: Record<ShownItem['kind'], string> = {
  goods: '订单在「积分」页的「我的兑换」里。',
  service: '到店出示取货码就能用，在「我的兑换」里。',
  event: '到时候出示取货码入场，在「我的兑换」里。',
  coupon: '已放进卡包，到店出示就能用。',
  card: '已经生效，在「我的」页的权益卡里。',
}

const Done = ({ item, result }: { item: ShownItem; result: Output<'mall.placeOrder'> }) => (
  <View>
    <View className="t15 bold">{`${item.name}${result.order.quantity > 1 ? ` × ${result.order.quantity}` : ''}`}</View>
    {result.order.storeName === null ? null : <KV name="门店" value={result.order.storeName} strong="plain" />}
    <KV name="扣了积分" value={`−${pointsText(result.order.points)}`} strong="plain" />
    <KV name="还剩积分" value={pointsText(result.balanceAfter)} strong="brand" />
    <Note icon="check" tone="ok">
      {NEXT[item.kind]}
    </Note>
  </View>
)

const MISSING = { pickup: '这件暂时没有门店可取', delivery: '先填收货地址', wallet: '' } as const

const Action = ({ ordering, balance }: Omit<ConfirmSheetProps, 'today' | 'item'>) => {
  const short = balance.available < ordering.total
  const label = short
    ? '积分还不够'
    : ordering.missing
      ? MISSING[ordering.way]
      : `用 ${priceText(ordering.total, ordering.cashFen)}兑换`
  return (
    <View>
      {ordering.failure ? <View className="confirm-failure t12 ink-danger">{ordering.failure.detail}</View> : null}
      <Btn
        size="large"
        label={label}
        busy={ordering.busy}
        disabled={short || ordering.missing}
        onPress={() => void ordering.order()}
      />
    </View>
  )
}

/** Where to look at what was exchanged. */
const See = ({ result }: { result: Output<'mall.placeOrder'> }) => {
  const [coupon] = result.coupons
  const see = () =>
    coupon === undefined
      ? replacePage('mall/order/index', { orderId: result.order.id })
      : openPage('coupon/detail/index', { couponId: coupon.id })
  return <Btn size="large" label={coupon === undefined ? '看这一单' : '看看这张券'} onPress={() => void see()} />
}

/** Everything to know before pressing stands on one sheet (UI 07): where, until when, price, balance, what is left, how to take it back. */
export const ConfirmSheet = (props: ConfirmSheetProps) => {
  const { item, ordering } = props
  const { open, close, result } = ordering
  return (
    <Sheet
      title={result ? '换好了' : '确认兑换'}
      open={open}
      onClose={close}
      footer={result ? <See result={result} /> : <Action {...props} />}
    >
      {result ? <Done item={item} result={result} /> : <Terms {...props} />}
    </Sheet>
  )
}
