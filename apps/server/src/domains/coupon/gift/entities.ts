import { EntitySchema } from 'typeorm'
import { count, instant, key, ref, token } from '#server/platform/db/columns'

/**
 * A coupon wrapped up for a friend. It waits until `endsAt`; whether that has passed is a question of time, so nothing has to run for the
 * coupon to be back. `live` is 1 until it is accepted or taken back.
 */
export type GiftRow = {
  id: string
  couponId: string
  fromMemberId: string
  scene: string
  live: 1 | null
  givenAt: Date
  endsAt: Date
  acceptedBy: string | null
  acceptedAt: Date | null
  takenBackAt: Date | null
  newCouponId: string | null
}

export const Gifts = new EntitySchema<GiftRow>({
  name: 'coupon_gift',
  columns: {
    id: key(),
    couponId: ref(),
    fromMemberId: ref(),
    scene: token(32),
    live: count({ nullable: true }),
    givenAt: instant(),
    endsAt: instant(),
    acceptedBy: ref({ nullable: true }),
    acceptedAt: instant({ nullable: true }),
    takenBackAt: instant({ nullable: true }),
    newCouponId: ref({ nullable: true }),
  },
})
