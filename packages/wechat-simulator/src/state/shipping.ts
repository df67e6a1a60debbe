import type { TradeOrder } from '#simulator/state/trade-orders'

export const LOGISTICS = { express: 1, city: 2, virtual: 3, pickup: 4 } as const
export const DELIVERY = { unified: 1, split: 2 } as const

/** As get_order numbers them. */
export const ORDER_STATE = { unshipped: 1, shipped: 2, confirmed: 3, settled: 4, refunded: 5 } as const
export type OrderState = (typeof ORDER_STATE)[keyof typeof ORDER_STATE]

export type Contact = { consignor_contact?: string; receiver_contact?: string }

export type Parcel = {
  trackingNo: string
  expressCompany: string
  itemDesc: string
  contact: Contact | undefined
  uploadedAtMs: number
}

/** What was uploaded for one order. */
export type Shipment = {
  logisticsType: number
  deliveryMode: number
  parcels: Parcel[]
  uploadedAtMs: number
  /** Moment at which the last upload that completed the delivery came in. */
  finishedAtMs: number | null
  /** 2 after the one permitted re-shipment. */
  finishedCount: number
  reshipped: boolean
  remindedAtMs: number | null
  confirmedAtMs: number | null
}

export type Shipping = {
  byTransaction: Map<string, Shipment>
  /** Where the messages about shipping lead; empty stands for WeChat's own page. */
  jumpPath: string
}

export const createShipping = (): Shipping => ({ byTransaction: new Map(), jumpPath: '' })

const DAY_MS = 86_400_000
const EXPRESS_TERM_MS = 10 * DAY_MS
const OTHER_TERM_MS = 2 * DAY_MS
// WeChat prints no term from the buyer's confirmation to the settlement; an hour is an assumption.
const AFTER_CONFIRMATION_MS = 3_600_000

/** When the frozen money is released; undefined while nothing is wholly shipped. */
export const settlesAtMs = ({ logisticsType, finishedAtMs, confirmedAtMs }: Shipment) => {
  if (finishedAtMs === null) return undefined
  const term = logisticsType === LOGISTICS.express ? EXPRESS_TERM_MS : OTHER_TERM_MS
  const byItself = finishedAtMs + term
  return confirmedAtMs === null ? byItself : Math.min(byItself, confirmedAtMs + AFTER_CONFIRMATION_MS)
}

/** The state follows from what happened and from the time, so moving the clock is enough to settle. */
export const stateOf = (order: TradeOrder, shipment: Shipment | undefined, nowMs: number): OrderState => {
  if (order.refunded === true) return ORDER_STATE.refunded
  if (!shipment || shipment.finishedAtMs === null) return ORDER_STATE.unshipped
  if (nowMs >= (settlesAtMs(shipment) ?? Infinity)) return ORDER_STATE.settled
  return shipment.confirmedAtMs === null ? ORDER_STATE.shipped : ORDER_STATE.confirmed
}
