import { InvalidOrder, keyOf } from '#simulator/control-orders'
import { modeOf, outcomeOf, payFaultOf, textOf, type ControlOrder } from '#simulator/pay/control-orders'
import { findByPrepayId, tradeStateOf } from '#simulator/pay/order/state'
import { payByPrepayId, refusalOf } from '#simulator/pay/order/payment'
import { planVerdict } from '#simulator/pay/refund/outcome'
import { requestPayment } from '#simulator/pay/order/request-payment'
import type { Pay } from '#simulator/pay/state'
import { payTime } from '#simulator/pay/time'
import type { World } from '#simulator/world'

const payOf = ({ pay }: World): Pay => {
  if (!pay) throw new InvalidOrder('this simulator was started without Pay')
  return pay
}

const prepayIdOf = (pay: Pay, order: ControlOrder) => {
  if ((order.prepayId === undefined) === (order.outTradeNo === undefined)) {
    throw new InvalidOrder('either prepayId or outTradeNo')
  }
  if (order.prepayId !== undefined) return textOf(order, 'prepayId')
  const found = pay.orders.get(textOf(order, 'outTradeNo'))
  if (!found) throw new InvalidOrder('no such outTradeNo')
  return found.prepay.id
}

const payNow = (world: World, order: ControlOrder) => {
  const pay = payOf(world)
  return payByPrepayId(world, pay, prepayIdOf(pay, order), keyOf(order))
}

/** The person closes the payment sheet: nothing becomes of it, and the order can still be paid. */
const cancel = (world: World, order: ControlOrder) => {
  const pay = payOf(world)
  const prepayId = prepayIdOf(pay, order)
  const refusal = refusalOf(world, pay, prepayId, keyOf(order))
  if (refusal !== undefined) throw new InvalidOrder(refusal)
  return { outTradeNo: findByPrepayId(pay, prepayId)?.outTradeNo, errMsg: 'requestPayment:fail cancel' }
}

const orders = (world: World) => {
  const pay = payOf(world)
  const nowMs = world.clock.now()
  return {
    orders: [...pay.orders.values()].map((order) => ({
      outTradeNo: order.outTradeNo,
      prepayId: order.prepay.id,
      prepayEnds: payTime(order.prepay.endsMs),
      openid: order.openId,
      description: order.description,
      total: order.total,
      tradeState: tradeStateOf(pay, order, nowMs),
      transactionId: order.payment?.transactionId ?? null,
      refunds: [...pay.refunds.values()]
        .filter((refund) => refund.order === order)
        .map(({ outRefundNo, refundId, amount, status }) => ({ outRefundNo, refundId, amount, status })),
    })),
  }
}

const refundOutcome = (world: World, order: ControlOrder) => {
  const pay = payOf(world)
  const outcome = outcomeOf(order)
  if ((order.outRefundNo === undefined) === (order.next === undefined)) {
    throw new InvalidOrder('either outRefundNo or next: true')
  }
  if (order.outRefundNo === undefined) {
    pay.refundPlans.next.push(outcome)
    return { planned: 'next' }
  }
  const outRefundNo = textOf(order, 'outRefundNo')
  const refund = pay.refunds.get(outRefundNo)
  if (refund?.status === 'PROCESSING') planVerdict(world, pay, refund, outcome)
  else if (refund?.status === 'SUCCESS' || refund?.status === 'CLOSED') throw new InvalidOrder('the refund is over')
  else pay.refundPlans.byNumber.set(outRefundNo, outcome)
  return { planned: outRefundNo }
}

const fault = (world: World, order: ControlOrder) => {
  const pay = payOf(world)
  if (order.clear === true) {
    pay.pushTroubles.length = 0
    pay.answerTroubles.length = 0
    pay.notEnough = 0
    return { waiting: 0 }
  }
  const ordered = payFaultOf(order)
  const { timesLeft } = ordered
  if (ordered.on === 'push') pay.pushTroubles.push({ trouble: ordered.trouble, timesLeft })
  else if (ordered.on === 'answer') pay.answerTroubles.push({ trouble: ordered.trouble, timesLeft })
  else pay.notEnough += timesLeft
  return { waiting: pay.pushTroubles.length + pay.answerTroubles.length + pay.notEnough }
}

const mode = (world: World, order: ControlOrder) => {
  const { platform } = payOf(world)
  platform.mode = modeOf(order)
  return { mode: platform.mode }
}

/** What a merchant would download or copy from the platform, in whichever mode. */
const keys = (world: World) => {
  const { mode: now, certificate, publicKey } = payOf(world).platform
  return {
    mode: now,
    certificate: { serial: certificate.serial, pem: certificate.pem },
    publicKey: { id: publicKey.serial, pem: publicKey.publicKeyPem },
  }
}

const deliveries = (world: World) => ({ deliveries: payOf(world).deliveries })

/** The orders of the control plane that concern Pay. */
export const payActs: Record<string, (world: World, order: ControlOrder) => object> = {
  pay: payNow,
  'pay-cancel': cancel,
  orders,
  'refund-outcome': refundOutcome,
  'pay-fault': fault,
  'pay-mode': mode,
  'pay-keys': keys,
  'pay-deliveries': deliveries,
  'request-payment': (world, order) => requestPayment(world, payOf(world), order),
}
