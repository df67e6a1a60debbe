import { In, LessThan, type FindOptionsWhere } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { OperatorOrder } from '@huitou/shared/mall/console/contract'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { staffNames } from '#server/domains/staff/queries'
import type { Vault } from '#server/platform/crypto/vault'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { maskAddress, openAddress } from '../address/sealed'
import { Orders, type OrderChangeRow, type OrderRow } from '../entities'
import { aroundOf, presentOrder } from './present'
import { changesOf } from './queries'

const staffIdOf = (actor: string) => /^staff:(\d+)$/.exec(actor)?.[1]

/** Who did it, for the operator: staff by name, members and the clockwork as what they are. */
function byWhom(actor: string, names: Map<string, string>) {
  const staffId = staffIdOf(actor)
  if (staffId) return names.get(staffId) ?? '店员'
  if (actor.startsWith('member:')) return '会员'
  if (actor.startsWith('operator:')) return '后台'
  return actor === 'system' ? '到期自动' : '店员'
}

async function timelines(read: Reader, orderIds: readonly string[]) {
  const changes = await changesOf(read, orderIds)
  const names = await staffNames(
    read,
    changes.flatMap(({ actor }) => staffIdOf(actor) ?? []),
  )
  const present = ({ toState: state, at, actor, reason }: OrderChangeRow) => ({
    ...{ state, reason, at: at.toISOString() },
    by: byWhom(actor, names),
  })
  return (orderId: string) => changes.filter((change) => change.orderId === orderId).map(present)
}

/** Orders as an operator sees them: no names and no addresses in full. */
async function presentForOperator(read: Reader, vault: Vault, orders: OrderRow[], now: Date): Promise<OperatorOrder[]> {
  const around = await aroundOf(read, orders)
  const members =
    orders.length === 0 ? [] : await read.find(Members, { where: { id: In(orders.map((one) => one.memberId)) } })
  const timeline = await timelines(
    read,
    orders.map((order) => order.id),
  )
  return orders.map((order) => {
    const { drawing: _, cover: __, eventAt: ___, ...card } = presentOrder(order, around, now)
    return {
      ...card,
      memberId: order.memberId,
      memberName: nameForOthers(found(members.find((member) => member.id === order.memberId))),
      addressMasked: order.addressSealed === null ? null : maskAddress(vault, order.addressSealed),
      timeline: timeline(order.id),
    }
  })
}

export async function findOrders(
  read: Reader,
  vault: Vault,
  { state, storeId, day, before }: Input<'mall.findOrders'>,
  now: Date,
) {
  const where: FindOptionsWhere<OrderRow> = {}
  if (state !== undefined) where.state = state
  if (storeId !== undefined) where.storeId = storeId
  if (day !== undefined) where.day = day
  if (before !== undefined) where.id = LessThan(idCursor(before))
  const rows = await read.find(Orders, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentForOperator(read, vault, page, now),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}

export async function findOrder(read: Reader, vault: Vault, orderId: string, now: Date): Promise<OperatorOrder> {
  const order = found(await read.findOne(Orders, { where: { id: orderId } }))
  return found((await presentForOperator(read, vault, [order], now))[0])
}

/** Where to send it, in full; refuses not_found for an order that is not sent. */
export async function addressOfOrder(read: Reader, vault: Vault, orderId: string) {
  const { addressSealed } = found(await read.findOne(Orders, { where: { id: orderId } }))
  return openAddress(vault, found(addressSealed))
}
