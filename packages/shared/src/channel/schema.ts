import * as z from 'zod/mini'
import { id, instant, scene } from '../kit/schema'

/**
 * Where a code is: the four of old, then on a shelf, a counter, a standee that gives a coupon, with a promoter in the street, in a
 * parcel (works once), behind a link in a post, article or live room, at an event.
 */
export const CODE_KINDS = [
  ...(['store', 'table', 'staff', 'material'] as const),
  ...(['shelf', 'counter', 'standee', 'field', 'parcel', 'link', 'event'] as const),
] as const

/** Codes of a parcel work once and so come in batches only. */
export const SINGLE_KINDS = CODE_KINDS.filter((kind) => kind !== 'parcel')

export const BATCH_KINDS = ['parcel', 'material'] as const

/** What a code opens, where it does more than welcome: the page of a gathering, or of a WeChat group of the shop. */
export const OPENING_PAGES = ['gathering', 'group'] as const
export const opening = z.object({ page: z.enum(OPENING_PAGES), id })
export type Opening = z.infer<typeof opening>

export const codeCard = z.object({
  id,
  kind: z.enum(CODE_KINDS),
  label: z.string(),
  /** "0": of no store. */
  storeId: z.string(),
  storeName: z.string(),
  scene,
  scans: z.int(),
  joins: z.int(),
  createdAt: instant,
  staffId: z.nullable(id),
  /** What it gives who joins through it, in the shop's own words, and the coupon's name. */
  benefit: z.nullable(z.string()),
  couponName: z.nullable(z.string()),
  opens: z.nullable(opening),
  /** The page of the mini program that it opens: for a menu of the official account, an article, a link. */
  path: z.string(),
})

export type CodeCard = z.infer<typeof codeCard>
export type CodeKind = CodeCard['kind']
