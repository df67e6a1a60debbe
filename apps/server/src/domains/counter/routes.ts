import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { admitAt, presentAdmission, takeBackAdmission } from './admission'
import { openVisit } from './open-visit'
import { dayOfStore, openVisitOf, presentVerification, presentVisit } from './queries'
import { enrolAtCounter, findMember, placeOf } from './people'
import { undo, verify } from './verify'

const admissionRoutes = {
  'counter.admit': {
    run: (tx, { actor, input, now }) => admitAt(tx, actor, input, now),
    show: (read, _call, ticketId) => presentAdmission(read, ticketId),
  },

  'counter.undoAdmission': {
    run: (tx, { actor, input, now }) => takeBackAdmission(tx, actor, input, now),
    show: (read, _call, ticketId) => presentAdmission(read, ticketId),
  },
} satisfies Partial<Handlers>

export const counterRoutes = ({ signer, vault, digitGuesses: guesses, phoneGuesses }: Platform) =>
  ({
    'counter.scan': {
      run: async (tx, { actor, input, now }) => {
        if (input.digits !== undefined) await guesses.check(actor.staffId)
        try {
          return await openVisit(tx, signer, actor, input, now)
        } catch (error) {
          // Counted outside the transaction, which this refusal undoes.
          if (error instanceof Refused && error.code === 'digits_unknown') await guesses.miss(actor.staffId)
          throw error
        }
      },
      show: async (read, { actor, now }, visitId) => ({ visit: await presentVisit(read, vault, actor, visitId, now) }),
    },

    'counter.findMember': async (tx, { actor, input, now }) => {
      await phoneGuesses.check(actor.staffId)
      try {
        const visitId = await findMember(tx, vault, actor, input, now)
        return { visit: await presentVisit(tx, vault, actor, visitId, now) }
      } catch (error) {
        if (error instanceof Refused && error.code === 'member_unknown') await phoneGuesses.miss(actor.staffId)
        throw error
      }
    },

    'counter.enrol': async (tx, { actor, input, now }) => {
      const { visitId, isNew } = await enrolAtCounter(tx, vault, actor, input, now)
      return { visit: await presentVisit(tx, vault, actor, visitId, now), isNew }
    },

    'counter.place': (read, { actor, input }) => placeOf(read, actor, input.scene),

    'counter.visit': async (read, { actor, input, now }) => ({
      visit: await presentVisit(read, vault, actor, await openVisitOf(read, actor, input.visitId, now), now),
    }),

    'counter.verify': {
      run: (tx, { actor, input, now }) => verify(tx, actor, input.visitId, input.couponId, now),
      show: async (read, { actor, now }, id) => ({ verification: await presentVerification(read, id, actor, now) }),
    },

    'counter.undo': {
      run: (tx, { actor, input, now }) => undo(tx, actor, input, now),
      show: async (read, { actor, now }, id) => ({ verification: await presentVerification(read, id, actor, now) }),
    },

    ...admissionRoutes,

    'counter.today': (read, { actor, input, now }) => {
      if (!actor.storeIds.includes(input.storeId)) throw new Refused('store_not_yours')
      return dayOfStore(read, actor, input, now)
    },
  }) satisfies Partial<Handlers>
