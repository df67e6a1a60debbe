import { EntitySchema } from 'typeorm'
import type { GatheringKind, GatheringState, Question, TicketState } from '@huitou/shared/gathering/schema'
import { amount, count, flag, instant, json, key, longText, ref, text, token } from '#server/platform/db/columns'

/** What all who hold a ticket are told next. */
export const TELLINGS = ['reminder', 'moved', 'cancelled'] as const
export type Telling = (typeof TELLINGS)[number]

export type GatheringRow = {
  id: string
  state: GatheringState
  kind: GatheringKind
  title: string
  about: string | null
  pictureId: string | null
  storeId: string | null
  place: string | null
  startsAt: Date
  endsAt: Date
  signUpUntil: Date | null
  seats: number | null
  /** By who holds a ticket and who has come. Shared by all and touched last. */
  taken: number
  minLevel: number | null
  questions: Question[]
  walkIns: boolean
  points: number
  templateId: string | null
  tag: string | null
  savedAt: Date
  publishedAt: Date | null
  cancelledAt: Date | null
  cancelReason: string | null
  /** What is being told to who holds a ticket, and up to which of them it has been. */
  telling: Telling | null
  toldTo: string
  remindedAt: Date | null
  answersGoneAt: Date | null
}

export const Gatherings = new EntitySchema<GatheringRow>({
  name: 'gathering',
  columns: {
    id: key(),
    state: token(12),
    kind: token(16),
    title: text(20),
    about: text(500, { nullable: true }),
    pictureId: ref({ nullable: true }),
    storeId: ref({ nullable: true }),
    place: text(40, { nullable: true }),
    startsAt: instant(),
    endsAt: instant(),
    signUpUntil: instant({ nullable: true }),
    seats: count({ nullable: true }),
    taken: count(),
    minLevel: count({ nullable: true }),
    questions: json(),
    walkIns: flag(),
    points: amount(),
    templateId: ref({ nullable: true }),
    tag: text(12, { nullable: true }),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
    cancelledAt: instant({ nullable: true }),
    cancelReason: text(60, { nullable: true }),
    telling: token(12, { nullable: true }),
    toldTo: ref(),
    remindedAt: instant({ nullable: true }),
    answersGoneAt: instant({ nullable: true }),
  },
})

/** A member's place: one row for ever, however often they sign up and step back. */
export type TicketRow = {
  id: string
  gatheringId: string
  memberId: string
  state: TicketState
  /** Came without having signed up. */
  walkIn: boolean
  /** What they answered, sealed (P9). */
  answersSealed: string | null
  signedUpAt: Date
  withdrawnAt: Date | null
  usedAt: Date | null
  usedBy: string | null
  /** Whose staff let them in. */
  storeId: string | null
  /** How often they were let in: again only after it was taken back. */
  rounds: number
  /** What coming gave. */
  points: number
  txnId: string | null
  couponId: string | null
  /** Points that wait until the account is let go. */
  giftOwed: boolean
}

export const Tickets = new EntitySchema<TicketRow>({
  name: 'gathering_ticket',
  columns: {
    id: key(),
    gatheringId: ref(),
    memberId: ref(),
    state: token(12),
    walkIn: flag(),
    answersSealed: longText({ nullable: true }),
    signedUpAt: instant(),
    withdrawnAt: instant({ nullable: true }),
    usedAt: instant({ nullable: true }),
    usedBy: ref({ nullable: true }),
    storeId: ref({ nullable: true }),
    rounds: count(),
    points: amount(),
    txnId: ref({ nullable: true }),
    couponId: ref({ nullable: true }),
    giftOwed: flag(),
  },
})

/** Every table of this room. */
export const gatheringTables = [Gatherings, Tickets] as EntitySchema[]
