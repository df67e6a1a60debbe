import * as z from 'zod/mini'
import { couponFace } from '../coupon/face-schema'
import { cursor, id, instant, page, points, scene, text } from '../kit/schema'
import { referralConsoleApi } from './console-contract'
import { REFERRAL_STATES } from './schema'
import type { Contracts } from '../kit/contract'

/** What one side gets, in words and as a coupon's face. */
const gift = z.object({ points, coupon: z.nullable(couponFace), words: z.string() })

const friend = z.object({
  id,
  /** Masked (R34). */
  name: z.string(),
  state: z.enum(REFERRAL_STATES),
  words: z.string(),
  joinedAt: instant,
  /** By when the friend has to act; null once that is settled. */
  until: z.nullable(instant),
  mayAppeal: z.boolean(),
  appealed: z.boolean(),
})

const milestoneCard = z.object({ friends: z.int(), words: z.string(), reached: z.boolean() })

const device = z.optional(z.string().check(z.regex(/^[\w-]{16,64}$/)))

export const referralApi = {
  'referral.offer': {
    kind: 'query',
    who: 'visitor',
    summary: 'Whether friends can be invited now, and what for, in one line.',
    input: z.object({}),
    output: z.object({ on: z.boolean(), words: z.string() }),
  },
  'referral.mine': {
    kind: 'query',
    who: 'member',
    summary: 'My invitation: the rules, what both sides get, what came of it so far.',
    input: z.object({}),
    output: z.object({
      on: z.boolean(),
      /** Null until the invitation was opened for the first time. */
      scene: z.nullable(scene),
      rules: z.array(z.string()),
      you: gift,
      friend: gift,
      totals: z.object({ joined: z.int(), qualified: z.int(), points: z.int(), coupons: z.int() }),
      milestones: z.array(milestoneCard),
      /** The next milestone in words; null when none is left. */
      next: z.nullable(z.object({ friends: z.int(), missing: z.int(), words: z.string() })),
      ranking: z.object({ on: z.boolean(), shown: z.boolean() }),
    }),
  },
  'referral.friends': {
    kind: 'query',
    who: 'member',
    summary: 'Who joined through my invitation (masked) and where each stands, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(friend),
  },
  'referral.start': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'Opens my invitation: its scene is the same for ever.',
    input: z.object({ device }),
    output: z.object({ scene }),
  },
  'referral.poster': {
    kind: 'outside',
    who: 'member',
    summary:
      'What a poster shows: the mini program code of my invitation, and the words beside it. `picture`: drawn by the server, without words, good for a day.',
    input: z.object({}),
    output: z.object({
      scene,
      image: z.string(),
      picture: z.string(),
      brand: z.string(),
      inviter: z.string(),
      words: z.string(),
    }),
  },
  'referral.invitation': {
    kind: 'query',
    who: 'visitor',
    summary: 'Who invites (masked), what a new member gets and for what, and why it does not count where it does not.',
    input: z.object({ scene }),
    output: z.object({
      brand: z.string(),
      inviter: z.string(),
      friend: gift,
      rules: z.array(z.string()),
      /** What a friend has to do for it after joining, in words. */
      task: z.string(),
      why: z.nullable(z.object({ code: z.string(), words: z.string() })),
      /** What there is to do next, for somebody who has joined through it. */
      next: z.nullable(z.string()),
    }),
  },
  'referral.touch': {
    kind: 'command',
    who: 'visitor',
    keyless: true,
    summary: 'Remembers through whose invitation a visitor first came. Gives nothing to anybody.',
    input: z.object({ scene, device }),
    output: z.object({ counts: z.boolean() }),
  },
  'referral.ranking': {
    kind: 'query',
    who: 'member',
    summary: 'Who brought most friends this month, masked; whoever does not want to be in it is not.',
    input: z.object({}),
    output: z.object({
      rows: z.array(z.object({ rank: z.int(), name: z.string(), friends: z.int(), isYou: z.boolean() })),
      shown: z.boolean(),
    }),
  },
  'referral.setRanking': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'Steps out of the ranking, or back in.',
    input: z.object({ shown: z.boolean() }),
    output: z.object({ shown: z.boolean() }),
  },
  'referral.appeal': {
    kind: 'command',
    who: 'member',
    summary:
      'Says why a friend should count that is held or did not pass; a person of the shop reads it. Once for each.',
    input: z.object({ referralId: id, words: text(200) }),
    output: z.object({ friend }),
  },
  ...referralConsoleApi,
} as const satisfies Contracts

export type FriendCard = z.infer<typeof friend>
export type GiftCard = z.infer<typeof gift>
