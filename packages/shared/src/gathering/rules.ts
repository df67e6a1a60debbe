import { no, type Decision } from '../kit/decision'
import type { GatheringState, TicketState } from './schema'

const HOUR_MS = 3_600_000

/** Doors open so long before it begins, and people are let in so long after it has ended: who stood in the queue has come. */
export const DOOR_EARLY_MS = 2 * HOUR_MS
export const DOOR_LATE_MS = HOUR_MS

/** When who has signed up is reminded. */
export const REMIND_BEFORE_MS = 24 * HOUR_MS

/** How long what was answered at sign-up is kept once it is over (R41). */
export const ANSWERS_DAYS = 180

export type Times = { state: GatheringState; startsAt: Date; endsAt: Date; signUpUntil: Date | null }

/** Until when one may sign up. */
export const signUpEndsAt = ({ startsAt, signUpUntil }: Pick<Times, 'startsAt' | 'signUpUntil'>) =>
  signUpUntil !== null && signUpUntil < startsAt ? signUpUntil : startsAt

export type SignUpRefusal =
  | 'not_found'
  | 'gathering_cancelled'
  | 'gathering_over'
  | 'gathering_closed'
  | 'gathering_tier'
  | 'gathering_full'
  | 'gathering_signed_up'

export type Wanting = Times & {
  seats: number | null
  taken: number
  minLevel: number | null
  level: number
  ticket: TicketState | null
}

/** Whether a member may sign up now. Who has given a ticket back may take one again. */
export function judgeSignUp(wanting: Wanting, now: Date): Decision<object, SignUpRefusal> {
  const { state, endsAt, seats, taken, minLevel, level, ticket } = wanting
  if (state === 'draft') return no('not_found')
  if (state === 'cancelled') return no('gathering_cancelled')
  if (ticket === 'held' || ticket === 'used') return no('gathering_signed_up')
  if (now >= endsAt) return no('gathering_over')
  if (now >= signUpEndsAt(wanting)) return no('gathering_closed')
  if (minLevel !== null && level < minLevel) return no('gathering_tier')
  return seats !== null && taken >= seats ? no('gathering_full') : { ok: true }
}

export type WithdrawRefusal = 'gathering_cancelled' | 'gathering_begun' | 'ticket_withdrawn' | 'ticket_used'

/** Whether a ticket may be given back: until it begins. */
export function judgeWithdraw(
  { state, startsAt, ticket }: Pick<Times, 'state' | 'startsAt'> & { ticket: TicketState },
  now: Date,
): Decision<object, WithdrawRefusal> {
  if (ticket === 'withdrawn') return no('ticket_withdrawn')
  if (ticket === 'used') return no('ticket_used')
  if (state === 'cancelled') return no('gathering_cancelled')
  return now >= startsAt ? no('gathering_begun') : { ok: true }
}

export type AdmitRefusal =
  | 'not_found'
  | 'gathering_cancelled'
  | 'gathering_early'
  | 'gathering_over'
  | 'gathering_elsewhere'
  | 'ticket_used'
  | 'gathering_not_signed_up'
  | 'gathering_tier'
  | 'gathering_full'

export type Admitting = Omit<Wanting, 'signUpUntil'> & { storeId: string | null; hereId: string; walkIns: boolean }

/** Whether somebody without a ticket may come in all the same. */
function judgeWalkIn({ walkIns, minLevel, level, seats, taken }: Admitting): Decision<object, AdmitRefusal> {
  if (!walkIns) return no('gathering_not_signed_up')
  if (minLevel !== null && level < minLevel) return no('gathering_tier')
  return seats !== null && taken >= seats ? no('gathering_full') : { ok: true }
}

/** Whether staff of a store (`hereId`) may let a member in now. */
export function judgeAdmit(admitting: Admitting, now: Date): Decision<object, AdmitRefusal> {
  const { state, startsAt, endsAt, storeId, hereId, ticket } = admitting
  if (state === 'draft') return no('not_found')
  if (state === 'cancelled') return no('gathering_cancelled')
  if (ticket === 'used') return no('ticket_used')
  if (storeId !== null && storeId !== hereId) return no('gathering_elsewhere')
  if (now.getTime() < startsAt.getTime() - DOOR_EARLY_MS) return no('gathering_early')
  if (now.getTime() >= endsAt.getTime() + DOOR_LATE_MS) return no('gathering_over')
  return ticket === 'held' ? { ok: true } : judgeWalkIn(admitting)
}

export const GATHERING_CARD_STATES = [
  'open',
  'signed_up',
  'came',
  'missed',
  'full',
  'closed',
  'locked',
  'over',
  'cancelled',
] as const
export type GatheringCardState = (typeof GATHERING_CARD_STATES)[number]

const BY_REFUSAL: Record<Exclude<SignUpRefusal, 'gathering_signed_up'>, GatheringCardState> = {
  ...{ not_found: 'over', gathering_cancelled: 'cancelled', gathering_over: 'over' },
  ...{ gathering_closed: 'closed', gathering_tier: 'locked', gathering_full: 'full' },
}

/** How a gathering stands for a member. */
export function cardStateOf(wanting: Wanting, now: Date): GatheringCardState {
  if (wanting.ticket === 'used') return 'came'
  const decision = judgeSignUp(wanting, now)
  if (decision.ok) return 'open'
  if (decision.reason !== 'gathering_signed_up') return BY_REFUSAL[decision.reason]
  return now.getTime() >= wanting.endsAt.getTime() + DOOR_LATE_MS ? 'missed' : 'signed_up'
}
