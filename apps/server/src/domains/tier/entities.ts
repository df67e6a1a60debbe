import { EntitySchema } from 'typeorm'
import type { Benefits } from '@huitou/shared/tier/benefit-rules'
import type { Programme } from '@huitou/shared/tier/programme-rules'
import type { ChangeKind, Standing } from '@huitou/shared/tier/standing-rules'
import {
  amount,
  count,
  dayNumber,
  flag,
  instant,
  json,
  key,
  primaryRef,
  ref,
  text,
  token,
} from '#server/platform/db/columns'

/** The rules of the tiers. A published version is never changed; it is in force from the start of `activeOn` until the next one is. */
export type ProgrammeRow = {
  id: string
  version: number | null
  state: 'draft' | 'published'
  activeOn: number | null
  body: Programme
  note: string
  author: string
  savedAt: Date
  publishedAt: Date | null
  /** Members up to this one have been looked at since it came into force. */
  sweptTo: string | null
  sweptAt: Date | null
}

export const Programmes = new EntitySchema<ProgrammeRow>({
  name: 'tier_programme',
  columns: {
    id: key(),
    version: count({ nullable: true }),
    state: token(16),
    activeOn: dayNumber({ nullable: true }),
    body: json(),
    note: text(120),
    author: token(32),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
    sweptTo: ref({ nullable: true }),
    sweptAt: instant({ nullable: true }),
  },
})

/** Where a member stands, and when time next does something about it. Who never had a change has no row. */
export type StandingRow = {
  memberId: string
  /** The level in force, as on the member's own row. */
  level: number
  state: Standing
  dueDay: number | null
  /** What the next review would make of them, as last counted; null where it would change nothing. */
  outlookTo: number | null
  outlookDay: number | null
  outlookGrowth: number | null
  outlookNeeded: number | null
}

export const Standings = new EntitySchema<StandingRow>({
  name: 'tier_standing',
  columns: {
    memberId: primaryRef(),
    level: count(),
    state: json(),
    dueDay: dayNumber({ nullable: true }),
    outlookTo: count({ nullable: true }),
    outlookDay: dayNumber({ nullable: true }),
    outlookGrowth: amount({ nullable: true }),
    outlookNeeded: amount({ nullable: true }),
  },
})

/** What happened to a member's tier. Insert-only but for `seenAt`. */
export type ChangeRow = {
  id: string
  memberId: string
  kind: ChangeKind
  day: number
  recordedAt: Date
  fromLevel: number
  toLevel: number
  growth: number
  needed: number | null
  programmeId: string
  reason: string
  actor: string
  seenAt: Date | null
}

export const Changes = new EntitySchema<ChangeRow>({
  name: 'tier_change',
  columns: {
    id: key(),
    memberId: ref(),
    kind: token(16),
    day: dayNumber(),
    recordedAt: instant(),
    fromLevel: count(),
    toLevel: count(),
    growth: amount(),
    needed: amount({ nullable: true }),
    programmeId: ref(),
    reason: text(120),
    actor: token(32),
    seenAt: instant({ nullable: true }),
  },
})

/** What rising to a level brought. `live` is null once it was taken back whole; then it can be earned again. */
export type PackRow = {
  id: string
  memberId: string
  level: number
  day: number
  live: 1 | null
  changeId: string
  points: number
  txnId: string | null
  couponIds: string[]
  cardId: string | null
  at: Date
}

export const Packs = new EntitySchema<PackRow>({
  name: 'tier_pack',
  columns: {
    id: key(),
    memberId: ref(),
    level: count(),
    day: dayNumber(),
    live: count({ nullable: true }),
    changeId: ref(),
    points: amount(),
    txnId: ref({ nullable: true }),
    couponIds: json(),
    cardId: ref({ nullable: true }),
    at: instant(),
  },
})

/** A kind of benefit card (权益卡). */
export type CardRow = {
  id: string
  name: string
  validDays: number
  gives: Benefits
  /** Null: not for sale. */
  points: number | null
  stockTotal: number | null
  stockLeft: number | null
  perMemberLimit: number | null
  /** Listed among those on sale. */
  onSale: boolean
  savedAt: Date
  endedAt: Date | null
}

export const Cards = new EntitySchema<CardRow>({
  name: 'tier_card',
  columns: {
    id: key(),
    name: text(20),
    validDays: count(),
    gives: json(),
    points: amount({ nullable: true }),
    stockTotal: count({ nullable: true }),
    stockLeft: count({ nullable: true }),
    perMemberLimit: count({ nullable: true }),
    onSale: flag(),
    savedAt: instant(),
    endedAt: instant({ nullable: true }),
  },
})

/** A card in a member's hands, with what it gave when it was given. */
export type HoldingRow = {
  id: string
  memberId: string
  cardId: string
  name: string
  gives: Benefits
  source: 'grant' | 'buy' | 'pack' | 'mall'
  sourceKey: string
  reason: string
  actor: string
  firstDay: number
  lastDay: number
  startsAt: Date
  endsAt: Date
  points: number
  txnId: string | null
  balanceAfter: number
  at: Date
}

export const Holdings = new EntitySchema<HoldingRow>({
  name: 'tier_holding',
  columns: {
    id: key(),
    memberId: ref(),
    cardId: ref(),
    name: text(20),
    gives: json(),
    source: token(16),
    sourceKey: token(96),
    reason: text(80),
    actor: token(32),
    firstDay: dayNumber(),
    lastDay: dayNumber(),
    startsAt: instant(),
    endsAt: instant(),
    points: amount(),
    txnId: ref({ nullable: true }),
    balanceAfter: amount(),
    at: instant(),
  },
})

/** A count over all members that goes on where it stopped. `result` is the last whole one. */
export type WalkRow = {
  name: string
  reached: string
  tally: Record<string, number>
  result: Record<string, number> | null
  resultAt: Date | null
}

export const Walks = new EntitySchema<WalkRow>({
  name: 'tier_walk',
  columns: {
    name: { ...token(32), primary: true },
    reached: ref(),
    tally: json(),
    result: json({ nullable: true }),
    resultAt: instant({ nullable: true }),
  },
})
