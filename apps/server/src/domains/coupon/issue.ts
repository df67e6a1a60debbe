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
async function tookStock(tx: Tx, template: TemplateRow): Promise<boolean> {
  if (template.stockTotal === null) return true
  const { affected } = await tx
    .createQueryBuilder()
    .update(Templates)
    .set({ stockLeft: () => 'stock_left - 1' })
    .where('id = :id AND stockLeft > 0', { id: template.id })
    .execute()
  return affected === 1
}

async function insertCoupon(tx: Tx, { memberId, template, source, sourceKey, now }: Issue): Promise<CouponRow> {
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
  return { ...row, id }
}

/**
 * Gives a member one coupon, or the one that the same cause gave before. Stock is checked here; who may have it is for the caller to
 * judge. The caller holds the member's lock, or this takes it.
 */
export async function issueCoupon(tx: Tx, issue: Issue): Promise<CouponRow> {
  await lockMember(tx, issue.memberId)
  const before = await tx.findOne(Coupons, { where: { sourceKey: issue.sourceKey } })
  if (before) return before
  mustBe(judgeIssue(issue.template, issue.now))
  const coupon = await insertCoupon(tx, issue)
  if (!(await tookStock(tx, issue.template))) throw new Refused('coupon_sold_out')
  return coupon
}

/** The same where other things must not wait for the coupon: none left, or no longer given, answers null and changes nothing. */
export async function issueIfLeft(tx: Tx, issue: Issue): Promise<CouponRow | null> {
  await lockMember(tx, issue.memberId)
  const before = await tx.findOne(Coupons, { where: { sourceKey: issue.sourceKey } })
  if (before) return before
  if (!judgeIssue(issue.template, issue.now).ok || !(await tookStock(tx, issue.template))) return null
  return insertCoupon(tx, issue)
}
