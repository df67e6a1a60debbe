import type { Decision } from '../kit/decision'
import { no } from '../kit/decision'
import type { Verdict } from './evidence-rules'
import type { Milestone, ProgrammeBody, Qualifier, ReferralState } from './schema'

const DAY_MS = 86_400_000

/** That a visitor came through somebody's invitation. */
export type Touch = { inviterId: string; at: Date }
export type TouchTerms = Pick<ProgrammeBody, 'windowDays' | 'override' | 'protectedDays'>

const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

/** Whether a touch still binds at a moment. */
export const touchHolds = ({ at }: Touch, moment: Date, { windowDays }: Pick<TouchTerms, 'windowDays'>) =>
  at <= moment && moment < daysAfter(at, windowDays)

/** Whose a visitor is after one more touch. The first stays until its window is over, or its protection where there is one. */
export function holderAfter(holder: Touch | null, next: Touch, terms: TouchTerms): Touch {
  if (holder === null || !touchHolds(holder, next.at, terms)) return next
  if (terms.override === 'first_touch' || holder.inviterId === next.inviterId) return holder
  return next.at >= daysAfter(holder.at, terms.protectedDays) ? next : holder
}

const inOrder = (a: Touch, b: Touch) =>
  a.at.getTime() - b.at.getTime() || (a.inviterId < b.inviterId ? -1 : Number(a.inviterId > b.inviterId))

/** Whose a visitor is who joins at a moment: one inviter at most, whatever the order in which touches are told. */
export function attribute(touches: readonly Touch[], joinedAt: Date, terms: TouchTerms): string | null {
  const before = touches.filter(({ at }) => at <= joinedAt).sort(inOrder)
  const holder = before.reduce<Touch | null>((so, next) => holderAfter(so, next, terms), null)
  return holder !== null && touchHolds(holder, joinedAt, terms) ? holder.inviterId : null
}

export type Binding = {
  /** A programme was open when they joined. */
  open: boolean
  touch: Touch | null
  joinedAt: Date
  terms: TouchTerms
  /** They were a member before, left, and came back. */
  returning: boolean
  /** They were enrolled at a counter before. */
  knownBefore: boolean
  invitee: string
  /** The same person over all memberships; null once the inviter has left. */
  inviter: string | null
  /** Whom the inviter was invited by, as a person. */
  inviterInvitedBy: string | null
}
export type NotBound =
  | 'off'
  | 'untouched'
  | 'window_over'
  | 'returning'
  | 'known_before'
  | 'inviter_left'
  | 'self'
  | 'loop'

/** Whether joining binds to the inviter of a touch: new people only, nobody themselves, nobody in a circle. */
export function judgeBinding(facts: Binding): Decision<object, NotBound> {
  if (!facts.open) return no('off')
  if (facts.touch === null || facts.touch.at > facts.joinedAt) return no('untouched')
  if (facts.returning) return no('returning')
  if (facts.knownBefore) return no('known_before')
  if (!touchHolds(facts.touch, facts.joinedAt, facts.terms)) return no('window_over')
  if (facts.inviter === null) return no('inviter_left')
  if (facts.inviter === facts.invitee) return no('self')
  return facts.inviterInvitedBy === facts.invitee ? no('loop') : { ok: true }
}

/** By when the friend has to act. */
export const deadlineOf = (joinedAt: Date, { withinDays }: Pick<ProgrammeBody, 'withinDays'>) =>
  daysAfter(joinedAt, withinDays)

/** What a friend did in the shop; of a purchase what is left of it after refunds. */
export type Action = { kind: 'purchase' | 'coupon'; id: string; at: Date; leftFen: number }
export type ActionTerms = { qualifier: Qualifier; minimumFen: number; joinedAt: Date; deadline: Date }

export const counts = ({ kind, at, leftFen }: Action, terms: ActionTerms) =>
  (terms.qualifier === 'either' || terms.qualifier === kind) &&
  at >= terms.joinedAt &&
  at < terms.deadline &&
  (kind === 'coupon' || leftFen >= Math.max(1, terms.minimumFen))

const earlier = (a: Action, b: Action) =>
  a.at.getTime() - b.at.getTime() || a.kind.localeCompare(b.kind) || Number(a.id) - Number(b.id)

/** The first action that counts, by when it happened and not by when it was told. */
export const firstAction = (actions: readonly Action[], terms: ActionTerms): Action | null =>
  actions.filter((one) => counts(one, terms)).sort(earlier)[0] ?? null

export type Stand = {
  state: ReferralState
  /** What a person of the shop decided. */
  decision: 'pass' | 'block' | null
  /** The inviter objected, and nobody has answered yet. */
  appealed: boolean
  /** Something spoke against it before, whatever speaks against it now. */
  doubted: boolean
  acted: boolean
  knownBefore: boolean
  verdict: Verdict
}

/**
 * Where a referral stands now. What was given stays as long as what the friend did stands. A doubt waits for a person: no refund and no
 * other phone lays it to rest.
 */
export function nextState({ state, decision, appealed, ...stand }: Stand): ReferralState {
  if (appealed) return 'held'
  if (decision === 'block' || (stand.knownBefore && decision !== 'pass')) return 'blocked'
  if (decision !== 'pass' && (state === 'held' || state === 'blocked')) return state
  if (!stand.acted) return state === 'qualified' || state === 'reversed' ? 'reversed' : 'joined'
  if (decision === 'pass' || state === 'qualified') return 'qualified'
  return byVerdict(stand)
}

function byVerdict({ verdict: { outcome }, doubted }: Pick<Stand, 'verdict' | 'doubted'>): ReferralState {
  if (outcome === 'block') return 'blocked'
  return outcome === 'hold' || doubted ? 'held' : 'qualified'
}

export type Cut = 'day_cap' | 'month_cap'

/** Whether the inviter's caps let one more through; what is cut is told, and the friend has theirs all the same. */
export function cutBy(
  had: { day: number; month: number },
  { dayCap, monthCap }: Pick<ProgrammeBody, 'dayCap' | 'monthCap'>,
): Cut | null {
  if (had.day >= dayCap) return 'day_cap'
  return had.month >= monthCap ? 'month_cap' : null
}

/** Milestones that so many friends reach. */
export const reached = (milestones: readonly Milestone[], friends: number): Milestone[] =>
  milestones.filter((one) => friends >= one.friends)

/** The next one to come, and how many friends it still takes. */
export function nextMilestone(milestones: readonly Milestone[], friends: number) {
  const [next] = milestones.filter((one) => one.friends > friends).sort((a, b) => a.friends - b.friends)
  return next ? { ...next, missing: next.friends - friends } : null
}
