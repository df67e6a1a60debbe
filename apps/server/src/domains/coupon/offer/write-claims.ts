import { In } from 'typeorm'
import type { Tx } from '#server/platform/db/tx'
import { announceAll } from '#server/platform/events/announce'
import { Coupons, Quotas, Templates, type CouponRow, type TemplateRow } from '../entities'
import { quotasOf, type Taken } from './terms'

export type Claim = { index: number; row: Omit<CouponRow, 'id'> }

/** Takes so many off the stock with one statement; the template is locked, so there are as many. */
async function takeStock(tx: Tx, templateId: string, count: number) {
  const { affected } = await tx
    .createQueryBuilder()
    .update(Templates)
    .set({ stockLeft: () => `stock_left - ${count}` })
    .where('id = :id AND stockLeft >= :count', { id: templateId, count })
    .execute()
  if (affected !== 1) throw new Error(`template ${templateId}: its stock moved under the lock`)
}

/** Writes what is taken of each quota now. The template is locked, so nobody else makes or changes these rows. */
async function takeQuotas(tx: Tx, templates: ReadonlyMap<string, TemplateRow>, claims: readonly Claim[], taken: Taken) {
  const kept = new Map<string, { templateId: string; slot: number; quota: number; taken: number }>()
  for (const { row } of claims) {
    const { templateId } = row
    const template = templates.get(templateId)
    for (const { slot, quota } of template ? quotasOf(template, row) : [])
      kept.set(`${templateId}/${slot}`, { templateId, slot, quota, taken: taken.get(templateId, slot) })
  }
  if (kept.size > 0) await tx.upsert(Quotas, [...kept.values()], ['templateId', 'slot'])
}

/** Writes what was taken together: coupons, what is left, and the news of it. Answers the coupons' ids by place. */
export async function writeClaims(
  tx: Tx,
  claims: readonly Claim[],
  { templates, taken, now }: { templates: ReadonlyMap<string, TemplateRow>; taken: Taken; now: Date },
): Promise<Map<number, string>> {
  const counts = new Map<string, number>()
  for (const { row } of claims) counts.set(row.templateId, (counts.get(row.templateId) ?? 0) + 1)
  await tx.insert(
    Coupons,
    claims.map(({ row }) => row),
  )
  const made = await tx.find(Coupons, {
    select: { id: true, sourceKey: true },
    where: { sourceKey: In(claims.map(({ row }) => row.sourceKey)) },
  })
  const idOf = new Map(made.map(({ id, sourceKey }) => [sourceKey, id]))
  const news = claims.map(({ row: { memberId, templateId, source, sourceKey } }) => ({
    couponId: idOf.get(sourceKey) ?? '',
    ...{ memberId, templateId, source },
  }))
  await announceAll(tx, 'coupon.issued', news, now)
  await takeQuotas(tx, templates, claims, taken)
  for (const [templateId, count] of counts)
    if (templates.get(templateId)?.stockTotal !== null) await takeStock(tx, templateId, count)
  return new Map(claims.map(({ index, row }) => [index, idOf.get(row.sourceKey) ?? '']))
}
