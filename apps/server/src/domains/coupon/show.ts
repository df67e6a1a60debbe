import { In } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { termsOf } from '@huitou/shared/coupon/word-rules'
import { Stores } from '#server/domains/store/entities'
import { brandOf } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Uses } from './entities'
import { heldText, presentCoupon, termsFor } from './present'
import { couponOf, templatesWithStores } from './queries'

/** More than any card can be used. */
const USES_MAX = 100

async function usesOf(read: Reader, couponId: string) {
  const uses = await read.find(Uses, { where: { couponId, live: 1 }, order: { id: 'DESC' }, take: USES_MAX })
  const ids = [...new Set(uses.flatMap(({ storeId }) => storeId ?? []))]
  const stores = ids.length === 0 ? [] : await read.find(Stores, { where: { id: In(ids) } })
  return uses.map(({ at, storeId }) => {
    return { at: at.toISOString(), store: stores.find((store) => store.id === storeId)?.name ?? '' }
  })
}

/** One coupon of a member with everything that holds for it, and each use that stands. */
export async function showCoupon(
  read: Reader,
  memberId: string,
  couponId: string,
  now: Date,
): Promise<Output<'coupon.show'>> {
  const row = await couponOf(read, memberId, couponId)
  const { template, storeNames } = found((await templatesWithStores(read, [row.templateId])).get(row.templateId))
  const { zone } = await brandOf(read)
  const validity = heldText(row, zone)
  // How many may be taken, and when, is over for one that was taken.
  const held = { ...termsFor(template), perMemberLimit: null, perMemberDayLimit: null, drop: null }
  const terms = termsOf({ ...held, usesTotal: row.usesTotal }, { storeNames, validity, forWhom: null })
  return { coupon: await presentCoupon(read, row, now), terms, uses: await usesOf(read, couponId) }
}
