import { presentBill } from '#server/domains/purchase/bill/present'
import { presentSlip } from '#server/domains/purchase/slip/present'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { codeImage } from '#server/platform/wechat/code-image'
import { handOut, lastHandOut, takeBackOrder } from '../pick-up'
import { billOfClerk, cancelBillOf, confirmBillOf, openBillOf, quoteVisit } from './bill'
import { presentPurchaseFor, presentRefund, refundAtCounter } from './refund'
import { cancelSlipAt, slipOfStore, writeSlipAt } from './slip'

const RECEIPT_PAGE = 'account/receipt/index'

export const counterCheckoutRoutes = (platform: Platform) =>
  ({
    'counter.quote': async (read, { actor, input, now }) => ({
      quote: await quoteVisit(read, actor, input, now),
    }),

    'counter.openBill': {
      run: (tx, { actor, input, now }) => openBillOf(tx, actor, input, now),
      show: async (read, { now }, id) => ({ bill: await presentBill(read, id, now) }),
    },

    'counter.bill': async (read, { actor, input, now }) => ({
      bill: await presentBill(read, (await billOfClerk(read, actor, input.billId)).id, now),
    }),

    'counter.confirmBill': {
      run: (tx, { actor, input, now }) => confirmBillOf(tx, actor, input.billId, now),
      show: async (read, { now }, id) => ({ bill: await presentBill(read, id, now) }),
    },

    'counter.cancelBill': {
      run: (tx, { actor, input, now }) => cancelBillOf(tx, actor, input.billId, now),
      show: async (read, { now }, id) => ({ bill: await presentBill(read, id, now) }),
    },

    'counter.purchase': (read, { actor, input, now }) => presentPurchaseFor(read, actor, input.purchaseId, now),

    'counter.refund': {
      run: (tx, { actor, input, now }) => refundAtCounter(tx, actor, input, now),
      show: (read, _call, id) => presentRefund(read, id),
    },

    'counter.writeSlip': {
      run: (tx, { actor, input, now }) => writeSlipAt(tx, actor, input, now),
      show: async (read, { now }, id) => ({ slip: await presentSlip(read, id, null, now) }),
    },

    'counter.cancelSlip': {
      run: (tx, { actor, input, now }) => cancelSlipAt(tx, actor, input, now),
      show: async (read, { now }, id) => ({ slip: await presentSlip(read, id, null, now) }),
    },

    'counter.slipImage': async (unit, { actor, input }) => {
      const { scene } = await unit((tx) => slipOfStore(tx, actor, input.slipId))
      return { image: await codeImage(platform, { scene, page: RECEIPT_PAGE }) }
    },

    'counter.pickUp': {
      run: (tx, { actor, input, now }) => handOut(tx, actor, input, now),
      show: async (read, _call, orderId) => ({ orderId, at: (await lastHandOut(read, orderId)).toISOString() }),
    },

    'counter.undoPickUp': {
      run: (tx, { actor, input, now }) => takeBackOrder(tx, actor, input, now),
      show: (_read, _call, orderId) => Promise.resolve({ orderId }),
    },
  }) satisfies Partial<Handlers>
