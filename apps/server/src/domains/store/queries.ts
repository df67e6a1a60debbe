import { IsNull } from 'typeorm'
import type { Day } from '@huitou/shared/kit/day'
import type { Reader } from '#server/platform/db/tx'
import { businessDay } from '#server/platform/business-day'
import { found } from '#server/platform/refused'
import { Brands, Stores, type BrandRow, type StoreRow } from './entities'

const BRAND_ID = 1

/** A deployment before its set-up still answers: it has a zone and no name. */
const UNNAMED: BrandRow = { id: BRAND_ID, name: '未命名的店', tagline: '', zone: 'Asia/Shanghai', dayStartMinutes: 0 }

export const brandOf = async (read: Reader): Promise<BrandRow> =>
  (await read.findOne(Brands, { where: { id: BRAND_ID } })) ?? UNNAMED

/** The business day now, by the brand's zone and day start. */
export const today = async (read: Reader, now: Date): Promise<{ day: Day; endsAt: Date; brand: BrandRow }> => {
  const brand = await brandOf(read)
  return { ...businessDay(now, brand), brand }
}

export const openStores = (read: Reader): Promise<StoreRow[]> =>
  read.find(Stores, { where: { closedAt: IsNull() }, order: { id: 'ASC' }, take: 500 })

export const storeById = async (read: Reader, id: string): Promise<StoreRow> =>
  found(await read.findOne(Stores, { where: { id } }))
