import { quoteFor } from '#server/domains/purchase/bill/quote'
import { earnedBy, presentRefunded, purchaseWithLines } from '#server/domains/purchase/queries'
import { presentSlip } from '#server/domains/purchase/slip/present'
import { presentStore } from '#server/domains/store/present'
import { openStores } from '#server/domains/store/queries'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { purchaseOf, recordFromTill, refundFromTill, slipFromTill } from './purchase'
import { quoteEarningOnly } from './quote'
import { identify, presentVisit, visitOf } from './visit'

export const openRoutes = (platform: Platform) =>
  ({
    'open.ping': async (read, { actor, now }) => ({
      now: now.toISOString(),
      sandbox: actor.sandbox,
      scopes: actor.scopes,
      stores: (await openStores(read))
        .filter((store) => actor.storeIds.includes(store.id))
        .map((store) => presentStore(store, now)),
    }),

    'open.identify': async (tx, { actor, input, now }) => {
      const { phoneGuesses, digitGuesses } = platform
      const who = `integrator:${actor.integratorId}`
      const guesses = input.phone === undefined ? digitGuesses : phoneGuesses
      // A scanned code is no guess: it goes on working while digits or numbers are locked.
      if (input.code === undefined) await guesses.check(who)
      try {
        const visitId = await identify(tx, platform, actor, input, now)
        return { visit: await presentVisit(tx, platform.vault, visitId, now) }
      } catch (error) {
        if (error instanceof Refused && ['member_unknown', 'digits_unknown'].includes(error.code))
          await guesses.miss(who)
        throw error
      }
    },

    'open.quote': async (read, { actor, input, now }) => {
      const { visitId, storeId, lines, amountFen, couponIds, points } = input
      const visit = await visitOf(read, actor, { visitId, storeId }, now)
      const asking = { memberId: visit.memberId, storeId, basket: { lines, amountFen }, couponIds, points, now }
      return { quote: await (visit.trusted ? quoteFor(read, asking) : quoteEarningOnly(read, asking)) }
    },

    'open.recordPurchase': async (tx, { actor, input, now }) => {
      const id = await recordFromTill(tx, actor, input, now)
      const { purchase } = await purchaseWithLines(tx, id)
      return { purchase, earned: await earnedBy(tx, id, now) }
    },

    'open.refund': async (tx, { actor, input, now }) =>
      presentRefunded(tx, await refundFromTill(tx, actor, input, now)),

    'open.purchase': async (read, { actor, input }) =>
      purchaseWithLines(read, (await purchaseOf(read, actor, input.purchaseId)).id),

    'open.writeSlip': async (tx, { actor, input, now }) => ({
      slip: await presentSlip(tx, await slipFromTill(tx, actor, input, now), null, now),
    }),
  }) satisfies Partial<Handlers>
