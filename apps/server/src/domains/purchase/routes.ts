import { payCodeInUse } from '#server/domains/channel/my-code'
import type { Neighbours } from '#server/domains/earning/tell/known'
import type { Handlers } from '#server/platform/http/call'
import { memberIdOf } from '#server/domains/member/member-of'
import { agreeBill, declineBill } from './bill/answer'
import { presentBill, presentBillRow } from './bill/present'
import { billOnScreen } from './bill/queries'
import { myPurchase, myPurchases } from './mine/queries'
import { policyVersion, policyVersions } from './policy/queries'
import { savePolicy } from './policy/save'
import { earnedBy, presentRecorded, presentRefunded, presentSummary, purchasesPage, purchaseWithLines } from './queries'
import { recordPurchase } from './record'
import { refundPurchase } from './refund'
import { claimSlip } from './slip/claim'
import { presentSlipRow, slipById, slipOfScene } from './slip/present'

const operatorRoutes = (neighbours: Neighbours) =>
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

    'purchase.policy': (read, { now }) => policyVersions(read, now),

    'purchase.savePolicy': {
      run: (tx, { actor, input, now }) => savePolicy(tx, { ...input, now, actor: `operator:${actor.operatorId}` }),
      show: (read, _call, id) => policyVersion(read, id),
    },
  }) satisfies Partial<Handlers>

const memberRoutes = {
  'purchase.myBill': async (read, { actor, now }) => {
    const bill = await billOnScreen(read, actor.memberId, now)
    return { bill: bill && (await presentBillRow(read, bill, now)) }
  },

  'purchase.agree': {
    run: (tx, { actor, input, now }) => agreeBill(tx, { ...input, memberId: actor.memberId, now }),
    show: async (read, { now }, id) => ({ bill: await presentBill(read, id, now) }),
  },

  'purchase.decline': {
    run: (tx, { actor, input, now }) => declineBill(tx, { ...input, memberId: actor.memberId, now }),
    show: async (read, { now }, id) => ({ bill: await presentBill(read, id, now) }),
  },

  'purchase.slip': async (read, { actor, input, now }) => {
    const memberId = await memberIdOf(read, actor.userId)
    const slip = await slipOfScene(read, input.scene)
    const code = memberId === null ? await payCodeInUse(read, slip.staffId, slip.storeId) : null
    return { slip: await presentSlipRow(read, slip, memberId, now), joinScene: code?.scene ?? null }
  },

  'purchase.claimSlip': {
    run: (tx, { actor, input, now }) => claimSlip(tx, { ...input, memberId: actor.memberId, now }),
    show: async (read, { actor, now }, id) => {
      const slip = await slipById(read, id)
      const { points, growth, coupons } = await earnedBy(read, slip.purchaseId ?? '', now)
      return { slip: await presentSlipRow(read, slip, actor.memberId, now), earned: { points, growth, coupons } }
    },
  },

  'purchase.mine': (read, { actor, input }) => myPurchases(read, actor.memberId, input),

  'purchase.myPurchase': (read, { actor, input }) => myPurchase(read, actor.memberId, input.purchaseId),
} satisfies Partial<Handlers>

export const purchaseRoutes = (neighbours: Neighbours) => ({ ...operatorRoutes(neighbours), ...memberRoutes })
