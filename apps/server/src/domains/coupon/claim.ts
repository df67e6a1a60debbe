import { In } from 'typeorm'
import { judgeClaim } from '@huitou/shared/coupon/rules'
import { lockMember, membershipsOf } from '#server/domains/member/member-of'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { found, mustBe } from '#server/platform/refused'
import { Coupons, Templates } from './entities'
import { issueCoupon } from './issue'

/** Takes one coupon from the centre. Answers the coupon's id. */
export async function claimCoupon(tx: Tx, memberId: string, templateId: string, now: Date): Promise<string> {
  await lockMember(tx, memberId)
  const template = found(await tx.findOne(Templates, { where: { id: templateId } }))
  const held = await tx.countBy(Coupons, {
    memberId: In(await membershipsOf(tx, memberId)),
    templateId,
    source: 'centre',
  })
  mustBe(judgeClaim(template, held, now))
  const coupon = await issueCoupon(tx, {
    memberId,
    template,
    source: 'centre',
    sourceKey: `claim:${randomCode()}`,
    now,
  })
  return coupon.id
}
