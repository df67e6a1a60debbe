import { CODE_LETTERS, judgeCodes, lengthFor, patternOf, spaceOf } from '@huitou/shared/coupon/code-rules'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { Coupons } from '../entities'
import { templateById } from '../queries'
import { startCodes, stopCodes } from './make'
import { batchById, batchPage } from './queries'
import { redeemCode } from './redeem'

/** Walks the letters so that an example looks like a code. */
const EXAMPLE_STEP = 11

export const couponCodeRoutes = ({ codeGuesses: guesses }: Platform) =>
  ({
    'coupon.redeemCode': {
      run: async (tx, { actor, input, now }) => {
        await guesses.check(actor.memberId)
        try {
          return await redeemCode(tx, { memberId: actor.memberId, typed: input.code, now })
        } catch (error) {
          // Counted outside the transaction, which this refusal undoes.
          if (error instanceof Refused && error.code === 'coupon_code_unknown') await guesses.miss(actor.memberId)
          throw error
        }
      },
      show: async (read, _call, couponId) => {
        const coupon = await read.findOneOrFail(Coupons, { where: { id: couponId } })
        const { name } = await templateById(read, coupon.templateId)
        return { couponId, name, expiresAt: coupon.expiresAt.toISOString() }
      },
    },

    'coupon.previewCodes': (_read, { input: { prefix, length, total } }) => {
      const letterAt = (place: number) => CODE_LETTERS[(place * EXAMPLE_STEP) % CODE_LETTERS.length] ?? ''
      const example = patternOf(prefix, length).replace(/#/g, (_mark, place: number) => letterAt(place + 1))
      const oddsOneIn = Math.floor(spaceOf(length) / total)
      const isSafe = length === 0 ? total === 1 : judgeCodes({ length, total }).ok
      return Promise.resolve({ example, oddsOneIn, isSafe, lengthNeeded: lengthFor(total) })
    },

    'coupon.makeCodes': {
      run: (tx, { actor, input, now }) => startCodes(tx, { ...input, operatorId: actor.operatorId, now }),
      show: async (read, _call, id) => ({ batch: await batchById(read, id) }),
    },

    'coupon.codeBatches': (read, { input }) => batchPage(read, input.before),

    'coupon.codeBatch': async (read, { input }) => ({ batch: await batchById(read, input.batchId) }),

    'coupon.stopCodes': {
      run: (tx, { input }) => stopCodes(tx, input.batchId),
      show: async (read, _call, id) => ({ batch: await batchById(read, id) }),
    },
  }) satisfies Partial<Handlers>
