import { LessThanOrEqual } from 'typeorm'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import type { JoiningGifts } from '@huitou/shared/joining/contract'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { brandOf } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { Gifts, type GiftRow } from './entities'

const NOTHING: GiftRow = { id: '0', points: 0, pointsValidDays: 365, templateIds: [], activeFrom: new Date(0) }

export const giftInForce = async (read: Reader, now: Date): Promise<GiftRow> =>
  (await read.findOne(Gifts, {
    where: { activeFrom: LessThanOrEqual(now) },
    order: { activeFrom: 'DESC', id: 'DESC' },
  })) ?? NOTHING

/** The templates of the gift that can still be given. */
export async function giftTemplates(read: Reader, gift: GiftRow, now: Date) {
  const known = await templatesWithStores(read, gift.templateIds)
  return gift.templateIds
    .map((id) => known.get(id))
    .filter((one): one is NonNullable<typeof one> => one !== undefined)
    .filter(({ template }) => judgeIssue(template, now).ok)
}

export async function presentGifts(read: Reader, gift: GiftRow, now: Date): Promise<JoiningGifts> {
  const { zone } = await brandOf(read)
  const templates = await giftTemplates(read, gift, now)
  return {
    points: gift.points,
    coupons: templates.map(({ template, storeNames }) => ({
      face: presentFace(template, storeNames),
      validity: validityText(template, zone),
    })),
  }
}
