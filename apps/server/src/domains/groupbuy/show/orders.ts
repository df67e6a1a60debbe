import { In, LessThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { GroupOrder, TeamCard } from '@huitou/shared/groupbuy/contract'
import { judgeCancel } from '@huitou/shared/groupbuy/rules'
import { orderWords } from '@huitou/shared/groupbuy/word-rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import { paymentsOf } from '#server/domains/payment/queries'
import { Stores } from '#server/domains/store/entities'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Activities, GroupOrders, Teams, type GroupOrderRow } from '../entities'
import { hasPrize } from '../prize'
import { activityCards, teamCards } from './cards'

type Around = Pick<GroupOrder, 'name' | 'drawing' | 'cover' | 'goods'> & { team: TeamCard; byHand: boolean }

/** An order has left its team when it was never paid for, or went back before the team was complete. */
const hasTeam = ({ state, wonAt }: GroupOrderRow) =>
  state === 'paying' || state === 'seated' || state === 'won' || state === 'used' || wonAt !== null

function mayCancel(row: GroupOrderRow, team: TeamCard): boolean {
  if (row.cancelAskedAt !== null || (row.state === 'seated' && team.state !== 'forming')) return false
  const othersPaying = row.state === 'paying' ? 0 : team.paying
  return judgeCancel(row, { seats: team.size - team.missing, othersPaying }).ok
}

function presentOrder(row: GroupOrderRow, { name, drawing, cover, goods, team, byHand }: Around): GroupOrder {
  const cancelling = row.cancelAskedAt !== null
  const given = { prize: goods ? 'goods' : 'voucher', sent: goods?.way === 'delivery', isGiven: hasPrize(row) } as const
  const told = { ...row, ...given, cancelling, cause: row.refundCause, missing: team.missing, byHand }
  return {
    ...{ id: row.id, activityId: row.activityId, name, drawing, cover, isLeader: row.isLeader, size: team.size },
    ...{ priceFen: row.priceFen, refundedFen: row.refundedFen, state: row.state, words: orderWords(told) },
    ...{ paymentId: row.paymentId, placedAt: row.placedAt.toISOString(), couponId: row.couponId },
    payBy: row.state === 'paying' && !cancelling ? row.payBy.toISOString() : null,
    team: hasTeam(row) ? team : null,
    voucherEndsAt: row.voucherEndsAt?.toISOString() ?? null,
    goods,
    mayCancel: mayCancel(row, team),
    mayRefund: row.state === 'won',
  }
}

/** Those of which the shop itself paid something back. */
async function paidBackByHand(read: Reader, rows: readonly GroupOrderRow[]): Promise<Set<string>> {
  const over = rows.filter(({ state }) => state === 'refunded').map(({ id }) => id)
  const payments = await paymentsOf(read, 'groupbuy', over)
  const byHand = payments.filter(({ refunds }) => refunds.some(({ resolvedBy }) => resolvedBy !== null))
  return new Set(byHand.map(({ subjectId }) => subjectId))
}

/** How goods of these orders get to their buyers. */
async function goodsWays(read: Reader, rows: readonly GroupOrderRow[]) {
  const storeIds = rows.flatMap(({ storeId }) => storeId ?? [])
  const stores = storeIds.length === 0 ? [] : await read.find(Stores, { where: { id: In(storeIds) } })
  return ({ storeId, mallOrderId: orderId }: GroupOrderRow) => {
    const storeName = stores.find(({ id }) => id === storeId)?.name ?? null
    return { way: storeId === null ? ('delivery' as const) : ('pickup' as const), storeName, orderId }
  }
}

/** Orders as their owner sees them, in a few questions for however many. */
async function presentOrders(read: Reader, rows: readonly GroupOrderRow[], memberId: string): Promise<GroupOrder[]> {
  if (rows.length === 0) return []
  const activities = await read.find(Activities, { where: { id: In(rows.map((row) => row.activityId)) } })
  const cards = await activityCards(read, activities)
  const teams = await read.find(Teams, { where: { id: In(rows.map((row) => row.teamId)) } })
  const shown = await teamCards(read, teams, memberId)
  const byHand = await paidBackByHand(read, rows)
  const wayOf = await goodsWays(read, rows)
  const ofGoods = new Set(activities.filter(({ itemId }) => itemId !== null).map(({ id }) => id))
  return rows.map((row) => {
    const { name, drawing, cover } = found(cards.get(row.activityId))
    const team = found(shown.get(row.teamId))
    const goods = ofGoods.has(row.activityId) ? wayOf(row) : null
    return presentOrder(row, { name, drawing, cover, goods, team, byHand: byHand.has(row.id) })
  })
}

export async function orderOf(read: Reader, memberId: string, orderId: string): Promise<{ order: GroupOrder }> {
  const row = found(await read.findOne(GroupOrders, { where: { id: orderId, memberId } }))
  return { order: found((await presentOrders(read, [row], memberId))[0]) }
}

export async function ordersOf(
  read: Reader,
  memberId: string,
  before: string | undefined,
): Promise<Output<'groupbuy.mine'>> {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(GroupOrders, {
    where: { memberId, ...older },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentOrders(read, page, memberId),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
