import { EntitySchema } from 'typeorm'
import type { Reason } from '@huitou/shared/referral/evidence-rules'
import type { ProgrammeBody, ReferralState, Side } from '@huitou/shared/referral/schema'
import { amount, count, flag, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/** A version holds for who joins from `publishedAt` until the next version, or until it was paused. */
export type ProgrammeRow = {
  id: string
  state: 'draft' | 'published'
  version: number | null
  body: ProgrammeBody
  actor: string
  savedAt: Date
  publishedAt: Date | null
  pausedAt: Date | null
}

export const Programmes = new EntitySchema<ProgrammeRow>({
  name: 'referral_programme',
  columns: {
    id: key(),
    state: token(16),
    version: count({ nullable: true }),
    body: json(),
    actor: token(32),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
    pausedAt: instant({ nullable: true }),
  },
})

/** A member's own invitation: one scene for ever. `ranked`: shown in the ranking. */
export type InvitationRow = {
  memberId: string
  scene: string
  ranked: boolean
  deviceHash: string | null
  seenAt: Date
  createdAt: Date
}

export const Invitations = new EntitySchema<InvitationRow>({
  name: 'referral_invitation',
  columns: {
    memberId: primaryRef(),
    scene: token(32),
    ranked: flag(),
    deviceHash: token(64, { nullable: true }),
    seenAt: instant(),
    createdAt: instant(),
  },
})

/** Whose a visitor is who has not joined yet; gone once they have. `person` is the keyed fingerprint of their openid. */
export type TouchRow = { person: string; inviterId: string; deviceHash: string | null; addressHash: string; at: Date }

export const Touches = new EntitySchema<TouchRow>({
  name: 'referral_touch',
  columns: {
    person: { ...token(64), primary: true },
    inviterId: ref(),
    deviceHash: token(64, { nullable: true }),
    addressHash: token(64),
    at: instant(),
  },
})

/** That somebody joined through another's invitation: one row for a member, and one for a person over all their memberships. */
export type ReferralRow = {
  id: string
  programmeId: string
  inviterId: string
  inviterPerson: string
  inviteeId: string
  inviteePerson: string
  state: ReferralState
  touchedAt: Date
  joinedAt: Date
  /** By when the friend has to act. */
  deadline: Date
  deviceHash: string | null
  addressHash: string | null
  /** Whose the friend's phone number was before, if it was anybody else's. */
  formerPerson: string | null
  riskRank: number | null
  reasons: Reason[]
  /** When the friend acted, and the business day of it, by which caps count. */
  qualifiedAt: Date | null
  qualifiedDay: number | null
  /** The inviter got nothing: their cap was reached. */
  capped: boolean
  /** How often it was rewarded; more than once only after it was taken back. */
  round: number
  decision: 'pass' | 'block' | null
  decidedWhy: string | null
  decidedBy: string | null
  decidedAt: Date | null
  appeal: string | null
  appealedAt: Date | null
}

export const Referrals = new EntitySchema<ReferralRow>({
  name: 'referral',
  columns: {
    id: key(),
    programmeId: ref(),
    inviterId: ref(),
    inviterPerson: token(64),
    inviteeId: ref(),
    inviteePerson: token(64),
    state: token(16),
    touchedAt: instant(),
    joinedAt: instant(),
    deadline: instant(),
    deviceHash: token(64, { nullable: true }),
    addressHash: token(64, { nullable: true }),
    formerPerson: token(64, { nullable: true }),
    riskRank: count({ nullable: true }),
    reasons: json(),
    qualifiedAt: instant({ nullable: true }),
    qualifiedDay: count({ nullable: true }),
    capped: flag(),
    round: count(),
    decision: token(8, { nullable: true }),
    decidedWhy: text(100, { nullable: true }),
    decidedBy: token(32, { nullable: true }),
    decidedAt: instant({ nullable: true }),
    appeal: text(200, { nullable: true }),
    appealedAt: instant({ nullable: true }),
  },
})

/** What came of giving: how many points, as which transaction, which coupon; `takenAt` once it was taken back. */
export type Given = {
  points: number
  txnId: string | null
  couponId: string | null
  givenAt: Date
  takenAt: Date | null
}

/** Of each referral one row for each of its two sides, and so nobody further up. */
export type RewardRow = Given & {
  id: string
  referralId: string
  side: Side
  round: number
  memberId: string
  /** Why less was given than promised. */
  cut: string | null
}

const given = {
  points: amount(),
  txnId: ref({ nullable: true }),
  couponId: ref({ nullable: true }),
  givenAt: instant(),
  takenAt: instant({ nullable: true }),
}

export const Rewards = new EntitySchema<RewardRow>({
  name: 'referral_reward',
  columns: {
    ...{ id: key(), referralId: ref(), side: token(8), round: count(), memberId: ref() },
    ...given,
    cut: token(16, { nullable: true }),
  },
})

/** A milestone that a person reached, once over all their memberships. */
export type MilestoneRow = Given & { id: string; person: string; friends: number; round: number; memberId: string }

export const Milestones = new EntitySchema<MilestoneRow>({
  name: 'referral_milestone',
  columns: { id: key(), person: token(64), friends: count(), round: count(), memberId: ref(), ...given },
})

/** Every table of this room. */
export const referralTables = [Programmes, Invitations, Touches, Referrals, Rewards, Milestones] as EntitySchema[]
