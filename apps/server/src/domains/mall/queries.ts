import { IsNull } from 'typeorm'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import { allowanceOf } from '@huitou/shared/mall/rules'
import type { MallItem } from '@huitou/shared/mall/contract'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { membershipsOf } from '#server/domains/member/member-of'
import { brandOf } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Items, Orders } from './entities'

async function takenByItem(read: Reader, memberId: string) {
  const rows = await read
    .createQueryBuilder(Orders, 'mall_order')
    .select('mall_order.itemId', 'itemId')
    .addSelect('COUNT(*)', 'taken')
    .where('mall_order.memberId IN (:...memberIds)', { memberIds: await membershipsOf(read, memberId) })
    .groupBy('mall_order.itemId')
    .getRawMany<{ itemId: string | number; taken: string | number }>()
  return new Map(rows.map((row) => [String(row.itemId), Number(row.taken)]))
}

/** What the mall offers this member, in the operator's order. */
export async function itemsFor(read: Reader, memberId: string, now: Date): Promise<MallItem[]> {
  const items = await read.find(Items, { where: { endedAt: IsNull() }, order: { sort: 'ASC', id: 'ASC' }, take: 100 })
  const templates = await templatesWithStores(
    read,
    items.map((item) => item.templateId),
  )
  const taken = await takenByItem(read, memberId)
  const { zone } = await brandOf(read)
  return items.map((item) => {
    const known = templates.get(item.templateId)
    if (!known) throw new Error(`mall item ${item.id} has no template`)
    const { template, storeNames } = known
    const allowance = allowanceOf(item, taken.get(item.id) ?? 0)
    const stocks = [item.stockLeft, template.stockLeft].filter((stock): stock is number => stock !== null)
    const left = stocks.length > 0 ? Math.min(...stocks) : null
    return {
      id: item.id,
      name: item.name,
      points: item.points,
      picture: item.picture,
      face: presentFace(template, storeNames),
      validity: validityText(template, zone),
      left,
      allowance,
      state: left === 0 || !judgeIssue(template, now).ok ? 'sold_out' : allowance === 0 ? 'limit_reached' : 'open',
    }
  })
}

export const orderOf = async (read: Reader, memberId: string, id: string) =>
  found(await read.findOne(Orders, { where: { id, memberId } }))
