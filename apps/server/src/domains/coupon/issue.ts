import { judgeIssue, validityOf } from '@huitou/shared/coupon/rules'
import { lockMember } from '#server/domains/member/member-of'
import { today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { Coupons, Templates, type CouponRow, type TemplateRow } from './entities'

export type Issue = {
  memberId: string
  template: TemplateRow
  /** Through which door: "centre", "joining", "checkin", "mall". */
  source: string
  /** Names what causes this coupon, once and for ever. */
  sourceKey: string
  now: Date
}

/** One off the stock, shared by all members and so touched last. Never below zero, whoever comes at once. */
async function takeStock(tx: Tx, template: TemplateRow) {
  if (template.stockTotal === null) return
  const { affected } = await tx
    .createQueryBuilder()
    .update(Templates)
    .set({ stockLeft: () => 'stock_left - 1' })
    .where('id = :id AND stockLeft > 0', { id: template.id })
    .execute()
  if (affected !== 1) throw new Refused('coupon_sold_out')
}

/**
 * Gives a member one coupon, or the one that the same cause gave before. Stock is checked here; who may have it is for the caller to
 * judge. The caller holds the member's lock, or this takes it.
 */
export async function issueCoupon(tx: Tx, { memberId, template, source, sourceKey, now }: Issue): Promise<CouponRow> {
  await lockMember(tx, memberId)
  const before = await tx.findOne(Coupons, { where: { sourceKey } })
  if (before) return before
  mustBe(judgeIssue(template, now))
  const { endsAt } = await today(tx, now)
  const validity = validityOf(template, now, endsAt)
  const row: Omit<CouponRow, 'id'> = {
    templateId: template.id,
    memberId,
    state: 'unused',
    source,
    sourceKey,
    issuedAt: now,
    ...validity,
    usedAt: null,
    usedStoreId: null,
    usedBy: null,
  }
  const { identifiers } = await tx.insert(Coupons, row)
  const id = String(identifiers[0]?.['id'])
  await announce(tx, 'coupon.issued', { couponId: id, memberId, templateId: template.id, source }, now)
  await takeStock(tx, template)
  return { ...row, id }
}
