import type { Neighbours } from '#server/domains/earning/tell/known'
import type { Handlers } from '#server/platform/http/call'
import { presentRecorded, presentRefunded, presentSummary, purchasesPage, purchaseWithLines } from './queries'
import { recordPurchase } from './record'
import { refundPurchase } from './refund'

export const purchaseRoutes = (neighbours: Neighbours) =>
  ({
    'purchase.record': {
      run: (tx, { actor, input, now }) => {
        const at = input.at === undefined ? now : new Date(input.at)
        return recordPurchase(tx, { ...input, at, now, actor: `operator:${actor.operatorId}` })
      },
      show: (read, { now }, id) => presentRecorded(read, neighbours, id, now),
    },

    'purchase.refund': {
      run: (tx, { actor, input, now }) => refundPurchase(tx, { ...input, now, actor: `operator:${actor.operatorId}` }),
      show: (read, _call, id) => presentRefunded(read, id),
    },

    'purchase.list': (read, { input }) => purchasesPage(read, input),

    'purchase.get': (read, { input }) => purchaseWithLines(read, input.purchaseId),

    'purchase.summary': (read, { input }) => presentSummary(read, input.memberId),
  }) satisfies Partial<Handlers>
