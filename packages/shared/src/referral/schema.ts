import * as z from 'zod/mini'
import { fen, id, points } from '../kit/schema'

/** Who came through an invitation, and where their referral stands. `held` waits for a person of the shop. */
export const REFERRAL_STATES = ['joined', 'held', 'qualified', 'blocked', 'reversed'] as const
/** What becomes of a second inviter: nothing, or they take over after some days in which nobody joined. */
export const OVERRIDES = ['first_touch', 'protected_days'] as const
/** What the friend does themselves. Never an opening, a tap or a share (R29). */
export const QUALIFIERS = ['purchase', 'coupon', 'either'] as const
export const SIDES = ['inviter', 'invitee'] as const

export type ReferralState = (typeof REFERRAL_STATES)[number]
export type Override = (typeof OVERRIDES)[number]
export type Qualifier = (typeof QUALIFIERS)[number]
export type Side = (typeof SIDES)[number]

const whole = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

/** A fixed amount: points, a coupon, or both. */
export const reward = z.object({ points, templateId: z.nullable(id) })

export const milestone = z.extend(reward, { friends: whole(2, 500) })

/** From how many on somebody looks, and from how many on nothing is given. */
export const review = z.object({
  deviceHold: whole(2, 100),
  deviceBlock: whole(2, 1000),
  addressHold: whole(2, 1000),
  addressBlock: whole(2, 10_000),
  burstMinutes: whole(1, 1440),
  burstHold: whole(2, 1000),
  /** WeChat's rank of the friend, 1 to 3; 4 is kept out of joining. */
  riskHold: whole(1, 4),
})

/** What an operator decides about inviting friends. */
export const programmeBody = z.object({
  /** How long after a touch joining still counts for its inviter. */
  windowDays: whole(1, 90),
  override: z.enum(OVERRIDES),
  protectedDays: whole(1, 90),
  qualifier: z.enum(QUALIFIERS),
  /** What one purchase must come to, after refunds. */
  minimumFen: fen,
  /** By when after joining. */
  withinDays: whole(1, 180),
  inviter: reward,
  invitee: reward,
  pointsValidDays: whole(30, 3650),
  milestones: z.array(milestone).check(z.maxLength(6)),
  dayCap: whole(1, 1000),
  monthCap: whole(1, 10_000),
  ranking: z.boolean(),
  review,
})

export const programmeDraft = z.partial(programmeBody)

export type Reward = z.infer<typeof reward>
export type Milestone = z.infer<typeof milestone>
export type Review = z.infer<typeof review>
export type ProgrammeBody = z.infer<typeof programmeBody>

const NOTHING: Reward = { points: 0, templateId: null }

/** What a programme is where its operator says nothing. It runs only once it is published (P8). */
export const PROGRAMME_DEFAULTS: ProgrammeBody = {
  ...{ windowDays: 30, override: 'first_touch', protectedDays: 7, qualifier: 'either', minimumFen: 1000 },
  ...{ withinDays: 30, inviter: { ...NOTHING, points: 100 }, invitee: { ...NOTHING, points: 50 } },
  pointsValidDays: 365,
  milestones: [
    { ...NOTHING, friends: 3, points: 100 },
    { ...NOTHING, friends: 5, points: 200 },
    { ...NOTHING, friends: 10, points: 500 },
  ],
  ...{ dayCap: 10, monthCap: 50, ranking: false },
  review: {
    ...{ deviceHold: 2, deviceBlock: 4, addressHold: 6, addressBlock: 30 },
    ...{ burstMinutes: 10, burstHold: 6, riskHold: 3 },
  },
}
