import { judgeIssue } from '@huitou/shared/coupon/rules'
import { templateIdsOf, type CouponTerms } from '@huitou/shared/referral/programme-rules'
import type { ProgrammeBody } from '@huitou/shared/referral/schema'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Reader } from '#server/platform/db/tx'

/** What publishing is judged by of the coupons that a programme gives; one that is not there is not given. */
export async function couponTermsOf(read: Reader, body: ProgrammeBody, now: Date): Promise<CouponTerms[]> {
  const known = await templatesWithStores(read, templateIdsOf(body))
  return [...known].map(([id, { template }]) => ({
    id,
    given: judgeIssue(template, now).ok,
    validDays: template.validDays,
  }))
}
