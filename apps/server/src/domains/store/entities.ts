import { EntitySchema } from 'typeorm'
import { count, instant, key, text, token } from '#server/platform/db/columns'

/** One deployment serves one brand: one row, id 1. The business day of everything is the brand's. */
export type BrandRow = { id: number; name: string; tagline: string; zone: string; dayStartMinutes: number }

export const Brands = new EntitySchema<BrandRow>({
  name: 'brand',
  columns: {
    id: { ...count(), primary: true },
    name: text(40),
    tagline: text(60),
    zone: token(40),
    dayStartMinutes: count(),
  },
})

export type StoreRow = {
  id: string
  name: string
  address: string
  phone: string | null
  zone: string
  opensMinutes: number
  closesMinutes: number
  closedAt: Date | null
}

export const Stores = new EntitySchema<StoreRow>({
  name: 'store',
  columns: {
    id: key(),
    name: text(40),
    address: text(120),
    phone: token(20, { nullable: true }),
    zone: token(40),
    opensMinutes: count(),
    closesMinutes: count(),
    closedAt: instant({ nullable: true }),
  },
})
