import * as z from 'zod/mini'
import { basket, choice, quoteCard, receiptNo, slipCard } from '../purchase/bill-contract'
import { purchaseApi } from '../purchase/contract'
import { storeCard } from '../store/contract'
import { fen, id, instant, points, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { SCOPES } from './scopes'

const given = purchaseApi['purchase.record'].output.shape
const refunded = purchaseApi['purchase.refund'].output.shape
const wanted = purchaseApi['purchase.refund'].input.shape

/** A member at a till, for ten minutes. */
const visit = z.object({
  id,
  endsAt: instant,
  /** They showed a code of theirs: coupons and points may be used. Found by number, they only earn. */
  trusted: z.boolean(),
  member: z.object({
    id,
    name: z.string(),
    phoneMasked: z.nullable(z.string()),
    tierName: z.string(),
    available: points,
  }),
})

const asked = z.extend(z.extend(basket, choice.shape), { visitId: id, storeId: id })

export const openApi = {
  'open.ping': {
    kind: 'query',
    who: 'integrator',
    summary: 'Whether the key, the clock and the signature are right, and what the key may do.',
    input: z.object({}),
    output: z.object({
      now: instant,
      sandbox: z.boolean(),
      scopes: z.array(z.enum(SCOPES)),
      stores: z.array(storeCard),
    }),
  },
  'open.identify': {
    kind: 'command',
    who: 'integrator',
    scope: 'members',
    keyless: true,
    unlogged: ['phone'],
    summary: 'Who stands at the till: by the code or the eight digits on their screen, or by phone number.',
    input: z.object({
      storeId: id,
      code: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
      digits: z.optional(z.string().check(z.regex(/^\d{8}$/))),
      phone: z.optional(z.string().check(z.regex(/^(1\d{10}|\+\d{6,19})$/))),
    }),
    output: z.object({ visit }),
  },
  'open.quote': {
    kind: 'query',
    who: 'integrator',
    scope: 'purchases',
    summary: 'What the member of a visit would pay for a basket, line by line, and what there is to choose from.',
    input: asked,
    output: z.object({ quote: quoteCard }),
  },
  'open.recordPurchase': {
    kind: 'command',
    who: 'integrator',
    scope: 'purchases',
    keyless: true,
    rehearsed: true,
    summary:
      'The money is in: uses the coupons, takes the points, gives what follows. The same receipt of a store’s day again is the same purchase.',
    input: z.extend(basket, {
      ...{ storeId: id, receiptNo, visitId: id },
      couponIds: z.optional(z.array(id).check(z.maxLength(10))),
      points: z.optional(points),
      /** What the till charged; refused quote_changed when it is not what the rule says. */
      payableFen: fen,
    }),
    output: z.object({ purchase: given.purchase, earned: given.earned }),
  },
  'open.refund': {
    kind: 'command',
    who: 'integrator',
    scope: 'purchases',
    keyless: true,
    rehearsed: true,
    summary: 'Takes a purchase back, whole or in part. The same `refundKey` of a purchase again is the same refund.',
    input: z.object({ purchaseId: id, refundKey: wanted.refundKey, reason: text(80), what: wanted.what }),
    output: z.object({ refund: refunded.refund, purchase: refunded.purchase }),
  },
  'open.purchase': {
    kind: 'query',
    who: 'integrator',
    scope: 'purchases',
    summary: 'One purchase with its lines and refunds.',
    input: z.object({ purchaseId: id }),
    output: purchaseApi['purchase.get'].output,
  },
  'open.writeSlip': {
    kind: 'command',
    who: 'integrator',
    scope: 'purchases',
    keyless: true,
    rehearsed: true,
    summary:
      'A code to print on the receipt of somebody who is no member yet. The same receipt again is the same code.',
    input: z.extend(basket, { storeId: id, receiptNo }),
    output: z.object({ slip: slipCard }),
  },
} as const satisfies Contracts
