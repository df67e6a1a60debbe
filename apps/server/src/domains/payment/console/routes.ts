import type { Call, Handlers, Unit } from '#server/platform/http/call'
import { PayError } from '#server/platform/pay/pay-error'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { audit, auditedAs } from '#server/platform/audit/audit'
import { beijingDay } from '../bill/beijing'
import { checkBill } from '../bill/check-bill'
import { wantBill } from '../bill/check-due'
import { Bills } from '../bill/entities'
import { billOfDay, billsPage } from '../bill/queries'
import { mustTakePayments } from '../create-payment'
import { Notices } from '../notice/entities'
import { findPayments, presentNotice, refundCard, showPayment } from './find'
import { settleNotice } from './notices'
import { retryRefund, settleRefund } from './refunds'
import { openTasks } from './tasks'

async function checkAgain(
  platform: Platform,
  unit: Unit,
  { actor, input, now, requestId, device }: Call<'payment.checkBill'>,
) {
  const pay = mustTakePayments(platform)
  const { day } = input
  if (beijingDay(day).readyAt > now) throw new Refused('bill_not_ready')
  await unit(async (tx) => {
    if (!(await tx.existsBy(Bills, { day }))) await wantBill(tx, day, now)
    const who = auditedAs(actor)
    if (who) await audit(tx, { ...who, at: now, action: 'payment.checkBill', input, requestId, device })
  })
  try {
    await checkBill(unit, pay, day, now)
  } catch (error) {
    if (!(error instanceof PayError)) throw error
    const isEarly = error.kind === 'bill_not_ready'
    throw new Refused(isEarly ? 'bill_not_ready' : 'payment_unavailable', { cause: error, retryAfterSeconds: 60 })
  }
}

/** What operators see of payments, and what they do where a person is needed. */
export const paymentConsoleRoutes = (platform: Platform) =>
  ({
    'payment.find': (read, { input }) => findPayments(read, input),
    'payment.show': (read, { input }) => showPayment(read, input.paymentId),
    'payment.tasks': async (read) => ({ tasks: await openTasks(read) }),
    'payment.retryRefund': async (unit, call) => {
      await retryRefund(platform, unit, call)
      return unit((tx) => refundCard(tx, call.input.refundId))
    },
    'payment.settleRefund': async (unit, call) => {
      await settleRefund(platform, unit, call)
      return unit((tx) => refundCard(tx, call.input.refundId))
    },
    'payment.settleNotice': {
      run: (tx, { actor, input }) => settleNotice(tx, { ...input, operatorId: actor.operatorId }),
      show: async (read, _call, id) => ({
        notice: presentNotice(found(await read.findOne(Notices, { where: { id } }))),
      }),
    },
    'payment.bills': (read, { input }) => billsPage(read, input.before),
    'payment.bill': async (read, { input }) => ({ bill: await billOfDay(read, input.day) }),
    'payment.checkBill': async (unit, call) => {
      await checkAgain(platform, unit, call)
      return unit(async (tx) => ({ bill: await billOfDay(tx, call.input.day) }))
    },
  }) satisfies Partial<Handlers>
