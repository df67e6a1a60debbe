import { Coupons } from '../../apps/server/src/domains/coupon/entities'
import { GroupOrders, Teams } from '../../apps/server/src/domains/groupbuy/entities'
import { Orders } from '../../apps/server/src/domains/mall/entities'
import { Payments, Refunds, type PaymentRow } from '../../apps/server/src/domains/payment/entities'
import type { Db, Deployment } from './deployment'

type Pay = NonNullable<Deployment['simulator']['world']['pay']>

/** One payment by WeChat’s own books. */
function bookOf(pay: Pay, { outTradeNo }: PaymentRow) {
  const order = pay.orders.get(outTradeNo)
  const refunds = [...pay.refunds.values()].filter((refund) => refund.order === order)
  const back = refunds.filter(({ status }) => status === 'SUCCESS').reduce((sum, { amount }) => sum + amount, 0)
  return { refunds, isPaid: Boolean(order?.payment), leftFen: order?.payment ? order.total - back : 0 }
}

/** What the buyer holds in the end: a voucher or goods that wait at the counter, or nothing. */
async function holdingOf({ manager }: Db, { purpose, subjectId }: PaymentRow) {
  if (purpose === 'mall') {
    const { state } = await manager.findOneByOrFail(Orders, { id: subjectId })
    return { state, holds: state === 'waiting_pickup', isOver: state === 'waiting_pickup' || state === 'cancelled' }
  }
  const { state } = await manager.findOneByOrFail(GroupOrders, { id: subjectId })
  const coupons = await manager.findBy(Coupons, { sourceKey: `groupbuy:${subjectId}` })
  const goods = await manager.findBy(Orders, { groupOrderId: subjectId })
  const given = [...coupons, ...goods]
  const unused = given.filter((one) => one.state === 'unused' || one.state === 'waiting_pickup').length
  const isRight = given.length <= 1 && unused === (state === 'won' ? 1 : 0)
  return { state, holds: unused > 0, isOver: isRight && ['won', 'refunded', 'closed'].includes(state) }
}

/** For what money may go back: all of it once, and to who came second and leads a team of their own what a leader pays less. */
const causesOf = ({ id, purpose, subjectId }: PaymentRow) => ({
  whole: [`${purpose}:${subjectId}`, `late:${id}`],
  difference: `${purpose}:${subjectId}:leader`,
})

/** What is wrong with one payment: P4, by WeChat’s books and by our rows. */
async function complaintsOf(db: Db, pay: Pay, payment: PaymentRow): Promise<string[]> {
  const { refunds, isPaid, leftFen } = bookOf(pay, payment)
  const { state, holds, isOver } = await holdingOf(db, payment)
  const rows = await db.manager.findBy(Refunds, { paymentId: payment.id })
  const done = refunds.filter(({ status }) => status === 'SUCCESS').map(({ outRefundNo }) => outRefundNo)
  const wanted = rows.map(({ outRefundNo }) => outRefundNo)
  const { whole, difference } = causesOf(payment)
  const differenceFen = rows.find(({ sourceKey }) => sourceKey === difference)?.amountFen ?? 0
  const facts: Record<string, boolean> = {
    'the payment is not over': payment.state !== 'paid' && payment.state !== 'closed',
    'WeChat was paid and we do not know it': isPaid !== (payment.transactionId !== null),
    'the order is not over': !isOver,
    'who holds something has not paid for it whole': holds && leftFen !== payment.amountFen - differenceFen,
    'who holds nothing has not all their money': !holds && leftFen !== 0,
    'it went back twice': rows.filter(({ sourceKey }) => sourceKey !== difference).length > 1,
    'it went back for no reason': rows.some(({ sourceKey }) => ![...whole, difference].includes(sourceKey)),
    'WeChat’s refunds are not those that were wanted':
      refunds.length !== rows.length || JSON.stringify(done.sort()) !== JSON.stringify(wanted.sort()),
    'a refund is not over': rows.some((row) => row.state !== 'done'),
  }
  const said = Object.entries(facts).flatMap(([what, isSo]) => (isSo ? [what] : []))
  return said.map((what) => `${payment.purpose} ${payment.subjectId} (${state}, ${payment.state}): ${what}`)
}

/** Everything that is wrong once all has ended; nothing, when every paid order is a voucher, goods, or all the money back. */
export async function complaints(db: Db, pay: Pay): Promise<string[]> {
  const payments = await db.manager.find(Payments)
  const numbers = new Set(payments.map(({ outTradeNo }) => outTradeNo))
  const strangers = [...pay.orders.keys()].filter((outTradeNo) => !numbers.has(outTradeNo))
  const open = (await db.manager.find(Teams)).filter(({ state }) => state === 'forming')
  const said: string[] = [
    ...strangers.map((outTradeNo) => `WeChat has an order ${outTradeNo} of which we know nothing`),
    ...open.map(({ id }) => `team ${id} is open for ever`),
  ]
  for (const payment of payments) said.push(...(await complaintsOf(db, pay, payment)))
  return said
}

/** How much of everything there was: without it nothing was shown. */
export async function amounts({ manager }: Db, pay: Pay) {
  return {
    groupOrders: await manager.count(GroupOrders),
    // Goods of a team are nobody's own order: they come of a complete one.
    mallOrders: (await manager.find(Orders)).filter(({ groupOrderId }) => groupOrderId === null).length,
    paid: [...pay.orders.values()].filter(({ payment }) => payment !== null).length,
    refunds: pay.refunds.size,
    vouchers: await manager.countBy(GroupOrders, { state: 'won' }),
  }
}
