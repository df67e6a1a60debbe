import type { GroupOrder } from '@huitou/shared/groupbuy/contract'
import { openPage } from '../../kit/navigate'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'

const Goods = ({ order: { goods, state, name } }: { order: GroupOrder }) => {
  const orderId = goods?.orderId ?? null
  if (goods === null || orderId === null) return null
  const waits = goods.way === 'delivery' ? '寄出后这里有单号' : `到${goods.storeName ?? '店里'}出示取货码`
  const done = goods.way === 'delivery' ? '已经寄出，看物流单号' : '已经取走'
  return (
    <RowItem
      icon="bag"
      title={name}
      note={state === 'used' ? done : waits}
      onPress={() => void openPage('mall/order/index', { orderId })}
    />
  )
}

const Voucher = ({ order: { couponId, state, name } }: { order: GroupOrder }) =>
  couponId === null ? null : (
    <RowItem
      icon="ticket"
      title={name}
      note={state === 'used' ? '已经用了' : '到店出示券码就能拿'}
      onPress={() => void openPage('coupon/detail/index', { couponId })}
    />
  )

/** The way to what was won, once it is there: the voucher in the wallet, or the goods with their pick-up code. */
export const PrizeRow = ({ order }: { order: GroupOrder }) => {
  const { state, couponId, goods } = order
  const isThere = couponId !== null || (goods !== null && goods.orderId !== null)
  if (!isThere || (state !== 'won' && state !== 'used')) return null
  return (
    <Card className="card-flat">
      <Voucher order={order} />
      <Goods order={order} />
    </Card>
  )
}
