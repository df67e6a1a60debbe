import { InvalidOrder, keyOf } from '#simulator/control-orders'
import { textOf, type ControlOrder } from '#simulator/pay/control-orders'
import { findByPrepayId } from '#simulator/pay/order/state'
import { refusalOf, settle } from '#simulator/pay/order/payment'
import { linesOf, verifyText } from '#simulator/pay/signature/signing'
import type { Pay } from '#simulator/pay/state'
import type { World } from '#simulator/world'

const PREFIX = 'prepay_id='

const DECISIONS = ['pay', 'cancel', 'no-permission'] as const
type Decision = (typeof DECISIONS)[number]

const decisionOf = ({ decision = 'pay' }: ControlOrder): Decision => {
  const found = DECISIONS.find((name) => name === decision)
  if (!found) throw new InvalidOrder(`decision: one of ${DECISIONS.join(' ')}`)
  return found
}

/** What is wrong with the arguments as the client judges them before any sheet opens. */
const complaintOf = (world: World, pay: Pay, order: ControlOrder): string | undefined => {
  const { timeStamp, signType } = order
  const [nonceStr, packed, paySign] = ['nonceStr', 'package', 'paySign'].map((name) => textOf(order, name))
  if (typeof timeStamp !== 'string' || !/^\d{10}$/.test(timeStamp)) return 'timeStamp must be a string of seconds'
  if (signType !== 'RSA') return 'signType must be RSA'
  if (nonceStr === undefined || nonceStr.length > 32) return 'nonceStr must have at most 32 characters'
  if (!packed?.startsWith(PREFIX)) return 'package must begin with prepay_id='
  const message = linesOf(world.app.appId, timeStamp, nonceStr, packed)
  return verifyText(pay.merchant.publicKey, message, paySign ?? '') ? undefined : '支付验证签名失败'
}

const failed = (reason: string) => ({ errMsg: `requestPayment:fail ${reason}` })

/**
 * wx.requestPayment on the phone of `key`, with the person's decision at the sheet. It answers what the callback gets; only an
 * order that cannot be meant is an InvalidOrder.
 */
export const requestPayment = (world: World, pay: Pay, order: ControlOrder) => {
  const key = keyOf(order)
  const decision = decisionOf(order)
  const complaint = complaintOf(world, pay, order)
  if (complaint !== undefined) return failed(complaint)
  if (decision === 'no-permission') return { ...failed('jsapi has no permission'), errno: 102 }
  const prepayId = textOf(order, 'package').slice(PREFIX.length)
  const refusal = refusalOf(world, pay, prepayId, key)
  const found = findByPrepayId(pay, prepayId)
  if (refusal !== undefined || !found) return failed(refusal ?? 'no such prepay_id')
  if (decision === 'cancel') return failed('cancel')
  settle(world, pay, found)
  return { errMsg: 'requestPayment:ok' }
}
