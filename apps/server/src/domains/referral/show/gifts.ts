import type { GiftCard } from '@huitou/shared/referral/contract'
import type { ProgrammeBody, Reward } from '@huitou/shared/referral/schema'
import { rewardWords, type Named, type ProgrammeWords } from '@huitou/shared/referral/word-rules'
import { templateIdsOf } from '@huitou/shared/referral/programme-rules'
import { presentFace } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Reader } from '#server/platform/db/tx'

type Known = Awaited<ReturnType<typeof templatesWithStores>>

/** The coupons of a programme, for telling what it gives. */
export const couponsOf = (read: Reader, body: ProgrammeBody): Promise<Known> =>
  templatesWithStores(read, templateIdsOf(body))

export const named = ({ points, templateId }: Reward, coupons: Known): Named => ({
  points,
  couponName: templateId === null ? null : (coupons.get(templateId)?.template.name ?? null),
})

export function giftCard(reward: Reward, coupons: Known): GiftCard {
  const coupon = reward.templateId === null ? undefined : coupons.get(reward.templateId)
  return {
    points: reward.points,
    coupon: coupon ? presentFace(coupon.template, coupon.storeNames) : null,
    words: rewardWords(named(reward, coupons)),
  }
}

export const toldOf = (body: ProgrammeBody, coupons: Known): ProgrammeWords => ({
  ...body,
  inviter: named(body.inviter, coupons),
  invitee: named(body.invitee, coupons),
})
