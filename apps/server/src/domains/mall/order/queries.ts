import { In, LessThan, type FindOptionsWhere } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { CounterOrder } from '@huitou/shared/mall/contract'
import { cancelRule, cancelUntil, judgeCancel, judgePickUp } from '@huitou/shared/mall/order-rules'
import type { OrderDetail, OrderTab } from '@huitou/shared/mall/order/contract'
import { refusals } from '@huitou/shared/refusals'
import { Coupons, type CouponRow } from '#server/domains/coupon/entities'
import { presentCoupons } from '#server/domains/coupon/present'
import { staffNames } from '#server/domains/staff/queries'
import { presentStore } from '#server/domains/store/present'
import { brandOf } from '#server/domains/store/queries'
import { momentText, untilText } from '#server/platform/business-day'
import type { Vault } from '#server/platform/crypto/vault'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { openAddress } from '../address/sealed'
import { OrderChanges, Orders, type OrderChangeRow, type OrderRow } from '../entities'
import { aroundOf, presentOrder, presentOrders } from './present'

/** More than anybody waits for at once. */
const COUNTER_MAX = 50

export const orderOf = async (read: Reader, memberId: string, id: string) =>
  found(await read.findOne(Orders, { where: { id, memberId } }))

const STATES: Record<Exclude<OrderTab, 'all'>, OrderRow['state'][]> = {
  pickup: ['waiting_pickup', 'waiting_payment'],
  delivery: ['waiting_shipment', 'shipped'],
  done: ['done'],
  over: ['cancelled', 'expired'],
}

/** One tab of a member's orders, page by page along (member, id). */
export async function orderPage(read: Reader, memberId: string, { tab, before }: Input<'mall.orders'>, now: Date) {
  const where: FindOptionsWhere<OrderRow> = { memberId }
  if (tab !== 'all') where.state = In(STATES[tab])
  if (before !== undefined) where.id = LessThan(idCursor(before))
  const rows = await read.find(Orders, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const count = (one: 'pickup' | 'delivery') => read.countBy(Orders, { memberId, state: In(STATES[one]) })
  return {
    rows: await presentOrders(read, page, now),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
    counts: { pickup: await count('pickup'), delivery: await count('delivery') },
  }
}

/** What the order put into the member's wallet, and is still theirs. */
export async function couponsOf(read: Reader, { memberId, couponId, couponIds }: OrderRow): Promise<CouponRow[]> {
  const ids = couponIds ?? (couponId === null ? [] : [couponId])
  return ids.length === 0 ? [] : read.find(Coupons, { where: { id: In(ids), memberId }, order: { id: 'ASC' } })
}

export const changesOf = (read: Reader, orderIds: readonly string[]) =>
  orderIds.length === 0
    ? Promise.resolve([])
    : read.find(OrderChanges, { where: { orderId: In([...orderIds]) }, order: { id: 'ASC' } })

function cancelledWords(actor: string, reason: string | null, back: string) {
  if (actor.startsWith('member:')) return `你取消了，${back}`
  return actor === 'system' ? `没有付款，${back}` : `店里取消了：${reason ?? ''}。${back}`
}

function backOf({ groupOrderId, cashFen }: OrderRow, fromState: OrderChangeRow['fromState']) {
  if (groupOrderId !== null) return '钱原路退回'
  return cashFen > 0 && fromState !== 'waiting_payment' ? '积分退回了，钱原路退回' : '积分退回了'
}

/** What happened, told to the member. */
function wordsOf({ fromState, toState, actor, reason }: OrderChangeRow, order: OrderRow): string {
  if (fromState === null)
    return order.groupOrderId !== null ? '成团了' : toState === 'waiting_payment' ? '下单，等付款' : '兑换成功'
  if (fromState === 'waiting_payment' && toState !== 'cancelled') return '付款成功'
  const back = backOf(order, fromState)
  const words: Record<OrderRow['state'], string> = {
    waiting_pickup: '店员撤销了交付，可以再来取',
    waiting_shipment: '等着寄出',
    shipped: `已寄出，${order.carrier ?? ''} ${order.trackingNo ?? ''}`.trim(),
    done: order.storeId === null ? '已收到' : '已取走',
    cancelled: cancelledWords(actor, reason, back),
    expired: `到期没取，${back}`,
    waiting_payment: '等付款',
  }
  return words[toState]
}

const ruleOf = ({ groupOrderId, kind, storeId, cashFen }: OrderRow) =>
  groupOrderId === null
    ? cancelRule(kind, storeId === null, cashFen > 0)
    : '拼团买的，取走或寄出前可以在「我的拼团」里退款'

export async function orderDetail(read: Reader, vault: Vault, order: OrderRow, now: Date): Promise<OrderDetail> {
  const around = await aroundOf(read, [order])
  const store = around.store(order)
  const until = cancelUntil(order)
  const mayCancel = judgeCancel(order, now).ok
  const coupons = await presentCoupons(read, await couponsOf(read, order), now)
  const unused = coupons.every((coupon) => coupon.state === 'unused')
  return {
    ...presentOrder(order, around, now),
    store: store && presentStore(store, now),
    address: order.addressSealed === null ? null : openAddress(vault, order.addressSealed),
    coupons,
    timeline: (await changesOf(read, [order.id])).map((change) => ({
      state: change.toState,
      at: change.at.toISOString(),
      words: wordsOf(change, order),
    })),
    cancelRule: ruleOf(order),
    mayCancel: mayCancel && order.groupOrderId === null && (order.kind !== 'coupon' || unused),
    cancelUntil: until?.toISOString() ?? null,
    mayShowCode: judgePickUp(order, null, now).ok,
  }
}

type Fact = CounterOrder['facts'][number]

/** When and by whom it was handed over, until when and where it is. */
async function factsOf(read: Reader, order: OrderRow, storeName: string | null, zone: string): Promise<Fact[]> {
  const facts: Fact[] = []
  const last = (await changesOf(read, [order.id])).pop()
  if (order.state === 'done' && last) {
    const staffId = /^staff:(\d+)$/.exec(last.actor)?.[1]
    const name = staffId ? (await staffNames(read, [staffId])).get(staffId) : undefined
    facts.push({ label: '取走时间', value: momentText(last.at, zone) })
    if (name) facts.push({ label: '经手人', value: name })
  }
  if (order.groupOrderId !== null) facts.push({ label: '来源', value: '拼团，已付款' })
  if (storeName) facts.push({ label: '取货门店', value: storeName })
  if (order.pickUpUntil) facts.push({ label: '取货期限', value: untilText(order.pickUpUntil, zone) })
  if (order.eventAt) facts.push({ label: '活动时间', value: momentText(order.eventAt, zone) })
  return facts
}

type Asked = { memberId: string; orderId?: string | null | undefined }

/** What a counter may hand over to a member: the one order asked for, or all that wait; each judged for this store. */
export async function ordersForCounter(
  read: Reader,
  { memberId, orderId }: Asked,
  storeId: string,
  now: Date,
): Promise<CounterOrder[]> {
  const orders = await read.find(Orders, {
    where: { memberId, ...(orderId ? { id: orderId } : { state: 'waiting_pickup' as const }) },
    order: { id: 'ASC' },
    take: COUNTER_MAX,
  })
  const around = await aroundOf(read, orders)
  const { zone } = await brandOf(read)
  return Promise.all(
    orders.map(async (order) => {
      const decision = judgePickUp(order, storeId, now)
      const { name, picture: drawing } = around.item(order)
      return {
        ...{ id: order.id, name, drawing, quantity: order.quantity },
        picture: around.cover(order),
        usable: decision.ok,
        why: decision.ok ? null : refusals[decision.reason].zh,
        facts: await factsOf(read, order, around.store(order)?.name ?? null, zone),
      }
    }),
  )
}
