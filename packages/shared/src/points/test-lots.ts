import fc from 'fast-check'
import type { Lot } from './rules'

/** A lot for tests. */
export const lot = (id: string, remaining: number, end: string | null, more: Partial<Lot> = {}): Lot => ({
  id,
  state: 'active',
  remaining,
  held: 0,
  activatesAt: null,
  expiresAt: end === null ? null : new Date(end),
  ...more,
})

const anyMoment = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })

/** Any lots, pending ones among them. */
export const anyLots = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 1e12 }).map(String),
    state: fc.constantFrom('active' as const, 'active' as const, 'pending' as const),
    remaining: fc.nat(1000),
    held: fc.nat(50),
    activatesAt: fc.option(anyMoment, { nil: null }),
    expiresAt: fc.option(anyMoment, { nil: null }),
  }),
  { maxLength: 12, selector: (one) => one.id },
)
