import { judgeIssue, validityOf } from '@huitou/shared/coupon/rules'
import { lockMember } from '#server/domains/member/member-of'
import { today } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
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

/** What quotas count a coupon under: the business day, and the start of the drop. */
export type Counted = { day: number | null; dropSlot: number | null }

/** The row of a coupon given now, or null where it would be over before it begins. `dayEndsAt` is the end of today. */
export function couponRow(
  { memberId, template, source, sourceKey, now }: Issue,
  dayEndsAt: Date,
  counted: Counted = { day: null, dropSlot: null },
): Omit<CouponRow, 'id'> | null {
  const validity = validityOf(template, now, dayEndsAt)
  if (validity.validFrom >= validity.expiresAt) return null
  return {
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
    usesTotal: template.usesTotal,
    usesLeft: template.usesTotal,
    ...counted,
    giftEndsAt: null,
    remindedAt: null,
    restocked: false,
    revokedAt: null,
  }
}

/** Whether a coupon of this template could be given now, by whatever is known without taking one. */
export async function couldIssue(read: Reader, template: TemplateRow, now: Date): Promise<boolean> {
  if (!judgeIssue(template, now).ok) return false
  const { validFrom, expiresAt } = validityOf(template, now, (await today(read, now)).endsAt)
  return validFrom < expiresAt
}

/** Why a template cannot be given now; else the row that it would be. */
async function rowToIssue(tx: Tx, issue: Issue) {
  const decision = judgeIssue(issue.template, issue.now)
  if (!decision.ok) return { reason: decision.reason }
  const { endsAt } = await today(tx, issue.now)
  const row = couponRow(issue, endsAt)
  return row === null ? { reason: 'coupon_ended' as const } : { row }
}

async function insertCoupon(tx: Tx, row: Omit<CouponRow, 'id'>): Promise<CouponRow> {
  const { identifiers } = await tx.insert(Coupons, row)
  const id = String(identifiers[0]?.['id'])
  const { memberId, templateId, source, issuedAt } = row
  await announce(tx, 'coupon.issued', { couponId: id, memberId, templateId, source }, issuedAt)
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
  const { row, reason } = await rowToIssue(tx, issue)
  if (!row) throw new Refused(reason)
  const coupon = await insertCoupon(tx, row)
  if (!(await tookStock(tx, issue.template))) throw new Refused('coupon_sold_out')
  return coupon
}

/** The same where other things must not wait for the coupon: none left, or no longer given, answers null and changes nothing. */
export async function issueIfLeft(tx: Tx, issue: Issue): Promise<CouponRow | null> {
  await lockMember(tx, issue.memberId)
  const before = await tx.findOne(Coupons, { where: { sourceKey: issue.sourceKey } })
  if (before) return before
  const { row } = await rowToIssue(tx, issue)
  return row && (await tookStock(tx, issue.template)) ? insertCoupon(tx, row) : null
}
