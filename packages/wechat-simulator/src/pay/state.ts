import { createPublicKey, type KeyObject } from 'node:crypto'
import { createPlatform, type Platform, type PlatformOptions } from '#simulator/pay/signature/platform'
import type { Order } from '#simulator/pay/order/order'
import type { Refund, RefundOutcome } from '#simulator/pay/refund/state'
import type { Delivery, PushTrouble, SignatureTrouble } from '#simulator/pay/trouble'

export type PayOptions = {
  mchId: string
  /** 32 bytes. */
  apiV3Key: string
  merchantCertSerial: string
  merchantPublicKeyPem: string
  /**
   * The hosts (with port, when one is written) that a notify_url may have, each with the origin that is really called.
   * Any other host is refused, so that nothing of a simulation leaves for the world.
   */
  notifyHosts: Readonly<Record<string, string>>
  /** 0, which takes any free port, unless told otherwise. */
  port?: number
  platform?: PlatformOptions
}

/** A word from the control plane about refunds to come; `afterMs` counts from the acceptance. */
export type RefundPlans = { byNumber: Map<string, RefundOutcome>; next: RefundOutcome[] }

/** One merchant of WeChat Pay and all that Pay knows of it. */
export type Pay = {
  mchId: string
  apiV3Key: string
  merchant: { serial: string; publicKey: KeyObject }
  notifyHosts: Readonly<Record<string, string>>
  platform: Platform
  /** Set when the server listens. */
  url: string
  orders: Map<string, Order>
  refunds: Map<string, Refund>
  refundPlans: RefundPlans
  /** How many refunds to come find the merchant's account empty. */
  notEnough: number
  pushTroubles: { trouble: PushTrouble; timesLeft: number }[]
  answerTroubles: { trouble: SignatureTrouble; timesLeft: number }[]
  /** Pushes that wait for a later one to overtake them. */
  held: (() => void)[]
  deliveries: Delivery[]
  bills: Map<string, string>
  numbers: number
}

export const createPay = (options: PayOptions, nowMs: number): Pay => {
  if (Buffer.byteLength(options.apiV3Key) !== 32) throw new Error('pay.apiV3Key must have 32 bytes.')
  return {
    mchId: options.mchId,
    apiV3Key: options.apiV3Key,
    merchant: { serial: options.merchantCertSerial, publicKey: createPublicKey(options.merchantPublicKeyPem) },
    notifyHosts: options.notifyHosts,
    platform: createPlatform(options.platform ?? {}, nowMs),
    url: '',
    orders: new Map(),
    refunds: new Map(),
    refundPlans: { byNumber: new Map(), next: [] },
    notEnough: 0,
    pushTroubles: [],
    answerTroubles: [],
    held: [],
    deliveries: [],
    bills: new Map(),
    numbers: 0,
  }
}

/** A number of Pay's own, never given twice: 28 digits, as transactions and refunds have there. */
export const nextNumber = (pay: Pay, prefix: string, nowMs: number) => {
  pay.numbers += 1
  return `${prefix}${nowMs}${String(pay.numbers).padStart(28 - prefix.length - String(nowMs).length, '0')}`
}
