import type { Vault } from '#server/platform/crypto/vault'
import { personas } from '#server/demo/personas'
import type { Dice } from './dice'
import type { Shop } from './shop'

const DAY_MS = 86_400_000

/** What the demo's people live in. */
export type Town = { shop: Shop; clerks: { staffId: string; storeId: string }[]; dice: Dice; now: Date; vault: Vault }

export const HISTORY_DAYS = 365

/** So many days before now, and so many minutes after that. */
export const at = (now: Date, daysAgo: number, minute = 0) =>
  new Date(now.getTime() - daysAgo * DAY_MS + minute * 60_000)

export const openIdOf = (key: (typeof personas)[number]['key']) =>
  personas.find((one) => one.key === key)?.openId ?? key
