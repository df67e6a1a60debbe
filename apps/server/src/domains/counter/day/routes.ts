import { today } from '#server/domains/store/queries'
import type { Handlers, Staff } from '#server/platform/http/call'
import { Refused } from '#server/platform/refused'
import { dayOfCounter } from './queries'
import { handOver, presentRunning, presentShift, shiftsOfDay } from './shift'

const mustWorkIn = (staff: Staff, storeId: string) => {
  if (!staff.storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

export const counterDayRoutes = {
  'counter.day': (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    return dayOfCounter(read, actor, input, now)
  },

  'counter.shift': async (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    return { shift: await presentRunning(read, actor, input.storeId, now) }
  },

  'counter.handOver': {
    run: (tx, { actor, input, now }) => {
      mustWorkIn(actor, input.storeId)
      return handOver(tx, actor, input, now)
    },
    show: async (read, _call, id) => ({ shift: await presentShift(read, id) }),
  },

  'counter.shifts': async (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    const day = input.day ?? (await today(read, now)).day
    return { shifts: await shiftsOfDay(read, input.storeId, day) }
  },
} satisfies Partial<Handlers>
