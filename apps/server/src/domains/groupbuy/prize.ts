import { judgeIssue } from '@huitou/shared/coupon/rules'
import { areGivable } from '@huitou/shared/groupbuy/activity-rules'
import type { Standing } from '@huitou/shared/groupbuy/rules'
import type { Prize } from '@huitou/shared/groupbuy/schema'
import { issueIfLeft } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { standingOf, takeBackUnused } from '#server/domains/coupon/use'
import { Items } from '#server/domains/mall/entities'
import { cancelForGroup, orderForGroup, standingOfGoods } from '#server/domains/mall/order/for-group'
import { wantShipping } from '#server/domains/payment/shipping/want-shipping'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { GroupOrders, type ActivityRow, type GroupOrderRow } from './entities'

type Sells = Pick<ActivityRow, 'templateId' | 'itemId'>

export const prizeOf = ({ itemId }: Pick<ActivityRow, 'itemId'>): Prize => (itemId === null ? 'voucher' : 'goods')

export const itemById = async (read: Reader, id: string) => found(await read.findOne(Items, { where: { id } }))

/** The coupon template of a group-buy that sells vouchers. */
export const templateOf = (read: Reader, { templateId }: Sells) => templateById(read, found(templateId))

/** Whether a complete team could be given what it is for, now. */
export async function canBeGiven(read: Reader, activity: Sells, now: Date): Promise<boolean> {
  if (activity.itemId !== null) return areGivable(await itemById(read, activity.itemId))
  return judgeIssue(await templateOf(read, activity), now).ok
}

type Winning = { order: GroupOrderRow; paymentId: string; activity: ActivityRow; now: Date }

async function giveVoucher(tx: Tx, { order, paymentId, activity, now }: Winning) {
  const template = await templateOf(tx, activity)
  const cause = { source: 'groupbuy', sourceKey: `groupbuy:${order.id}` } as const
  const coupon = await issueIfLeft(tx, { memberId: order.memberId, template, ...cause, now })
  if (coupon === null) return null
  await wantShipping(tx, { paymentId, part: 1, logistics: 'pickup', itemDesc: activity.name, now })
  return { couponId: coupon.id, voucherEndsAt: coupon.expiresAt }
}

async function giveGoods(tx: Tx, { order, paymentId, now }: Winning, itemId: string) {
  const { id: groupOrderId, memberId, storeId, addressSealed } = order
  const what = { memberId, itemId, groupOrderId, paymentId, way: { storeId, addressSealed }, now }
  const mallOrderId = await orderForGroup(tx, what)
  // Where to send it is the order's of the mall from here on.
  return mallOrderId === null ? null : { mallOrderId, addressSealed: null }
}

/** Gives what an order won, once. False where it cannot be given any more. */
export async function givePrize(tx: Tx, winning: Winning): Promise<boolean> {
  const { itemId } = winning.activity
  const given = itemId === null ? await giveVoucher(tx, winning) : await giveGoods(tx, winning, itemId)
  if (given === null) return false
  await tx.update(GroupOrders, { id: winning.order.id }, given)
  return true
}

export const hasPrize = ({ couponId, mallOrderId }: GroupOrderRow) => couponId !== null || mallOrderId !== null

/** What has become of an order's voucher, in whoever's wallet, or of its goods. A voucher's row is locked, goods are by their member's. */
export async function standingOfPrize(tx: Tx, order: GroupOrderRow, now: Date): Promise<Standing> {
  if (order.mallOrderId !== null) return standingOfGoods(tx, order.mallOrderId, now)
  return order.couponId === null ? 'none_yet' : standingOf(tx, order.couponId)
}

/** Takes back what nobody has used. The caller has seen that it is so. */
export async function takePrizeBack(tx: Tx, { couponId, mallOrderId, memberId }: GroupOrderRow, now: Date) {
  if (couponId !== null) await takeBackUnused(tx, [couponId], now)
  if (mallOrderId !== null)
    await cancelForGroup(tx, { orderId: mallOrderId, actor: `member:${memberId}`, reason: '拼团退款', now })
}
