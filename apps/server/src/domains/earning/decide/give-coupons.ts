import type { Evaluation } from '@huitou/shared/earning/evaluate-rules'
import { issueIfLeft } from '#server/domains/coupon/issue'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Tx } from '#server/platform/db/tx'
import type { GivenCoupon } from '../entities'

/** Where a coupon came from, as kept with it. */
const COUPON_SOURCE = 'rule'

/** Issues what the rules promise. What has run out is left out and on record: the points stand without it. */
export async function giveCoupons(
  tx: Tx,
  decisionId: string,
  promised: Evaluation['coupons'],
  { memberId, now }: { memberId: string; now: Date },
): Promise<GivenCoupon[]> {
  const given: GivenCoupon[] = []
  // Stock is shared by all members: taken in one order everywhere, so that no two wait for each other.
  const inOrder = promised
    .map((one, at) => ({ ...one, at }))
    .sort((a, b) => Number(a.templateId) - Number(b.templateId) || a.at - b.at)
  const templates = await templatesWithStores(
    tx,
    inOrder.map((one) => one.templateId),
  )
  for (const { rule, templateId, at } of inOrder) {
    const template = templates.get(templateId)?.template
    const sourceKey = `rule:${decisionId}:${at}`
    const coupon = template && (await issueIfLeft(tx, { memberId, template, source: COUPON_SOURCE, sourceKey, now }))
    given.push({ rule, templateId, couponId: coupon?.id ?? null })
  }
  return given
}
