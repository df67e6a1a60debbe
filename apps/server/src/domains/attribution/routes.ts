import type { Handlers, Staff } from '#server/platform/http/call'
import { Refused } from '#server/platform/refused'
import { mine, payLineFor, ranking } from './mine'
import { report } from './report'

const mustWorkIn = ({ storeIds }: Staff, storeId: string) => {
  if (!storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

export const attributionRoutes = {
  'attribution.report': (read, { input, now }) => report(read, { ...input, storeId: null }, now),

  'attribution.storeReport': async (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    return report(read, input, now)
  },

  'attribution.mine': (read, { actor, now }) => mine(read, actor.staffId, now),

  'attribution.payLine': async (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    return payLineFor(read, actor.staffId, input.storeId, now)
  },

  'attribution.ranking': async (read, { actor, input, now }) => {
    mustWorkIn(actor, input.storeId)
    return ranking(read, input.storeId, now)
  },
} satisfies Partial<Handlers>
