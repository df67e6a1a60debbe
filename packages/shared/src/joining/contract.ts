import * as z from 'zod/mini'
import { CODE_KINDS, opening } from '../channel/schema'
import { couponFace } from '../coupon/face-schema'
import { memberCard } from '../member/contract'
import { cursor, id, instant, page, points, scene } from '../kit/schema'
import type { Contracts } from '../kit/contract'

const gift = z.object({ face: couponFace, validity: z.string() })

/** What a new member gets at once. */
const gifts = z.object({
  points,
  coupons: z.array(gift),
})

export const joiningApi = {
  'joining.landing': {
    kind: 'command',
    who: 'visitor',
    keyless: true,
    summary:
      'What stands behind a scanned code, and what joining gives. Remembers the first code a visitor came through.',
    input: z.object({ scene: z.optional(scene) }),
    output: z.object({
      brand: z.object({ name: z.string(), tagline: z.string() }),
      /** Null when nobody scanned a code, or the code is no longer in use. */
      place: z.nullable(
        z.object({
          kind: z.enum(CODE_KINDS),
          storeName: z.string(),
          label: z.string(),
        }),
      ),
      gifts,
      /**
       * What the code gives besides: `open` to a new member who joins now (or, of a standee, to a member who takes it), `taken` by this
       * member before, `used` up by another person (a code that works once). Null: nothing.
       */
      offer: z.nullable(
        z.object({
          state: z.enum(['open', 'taken', 'used']),
          benefit: z.nullable(z.string()),
          coupon: z.nullable(gift),
        }),
      ),
      /** Where the code leads besides. Null: nowhere else. */
      opens: z.nullable(opening),
      reasons: z.array(
        z.object({ icon: z.enum(['receipt', 'calendar', 'cake']), title: z.string(), detail: z.string() }),
      ),
      privacyVersion: z.string(),
      joined: z.boolean(),
    }),
  },
  'joining.join': {
    kind: 'command',
    who: 'visitor',
    summary: 'Becomes a member. Needs consent to the privacy notice in force, nothing else (R5, R6, R40).',
    input: z.object({ privacyVersion: z.string().check(z.maxLength(32)), agreed: z.boolean() }),
    output: z.object({ member: memberCard, gifts }),
  },
  'joining.claimOffer': {
    kind: 'command',
    who: 'member',
    summary:
      'Takes the coupon of a standee, once for each person, for ever. Refuses code_unknown, offer_over, coupon_limit.',
    input: z.object({ scene }),
    output: z.object({ couponId: id, name: z.string(), expiresAt: instant }),
  },
  'joining.risks': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'Members of whom WeChat was doubtful when they joined, newest first: evidence, which stops nobody by itself.',
    input: z.object({ atLeast: z.int().check(z.gte(1), z.lte(3)), before: z.optional(cursor) }),
    output: page(z.object({ memberId: id, name: z.string(), riskRank: z.int(), joinedAt: instant })),
  },
} as const satisfies Contracts

export type JoiningGifts = z.infer<typeof gifts>
export type JoiningGift = z.infer<typeof gift>
