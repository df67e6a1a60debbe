import { isWhole, objectIn, textIn } from '#simulator/api/body'
import type { Call } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { DELIVERY, LOGISTICS, type Contact, type Parcel } from '#simulator/state/shipping'

type Fields = Readonly<Record<string, unknown>>

export const MAX_PARCELS = 15
const MAX_ITEM_DESC_CHARACTERS = 120
const MAX_CODE_BYTES = 128
const MAX_CONTACT_CHARACTERS = 1024
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/
const MASKED = /^[+\d*-]+$/
const LAST_FOUR_VISIBLE = /\d{4}$/

/** How an upload names its order. */
export type OrderKey = { transactionId: string } | { mchId: string; outTradeNo: string }

export type ShippingRequest = {
  orderKey: OrderKey
  logisticsType: number
  deliveryMode: number
  allDelivered: boolean
  parcels: Parcel[]
  uploadedAtMs: number
  openId: string
}

const orderKeyOf = (key: Fields): OrderKey => {
  if (key.order_number_type === 2) {
    return { transactionId: textIn(key, 'transaction_id') || fail(268485195) }
  }
  if (key.order_number_type !== 1) return fail(268485194)
  const mchId = textIn(key, 'mchid') || fail(268485196)
  return { mchId, outTradeNo: textIn(key, 'out_trade_no') || fail(268485197) }
}

const modeOf = (body: Fields) => {
  const { logistics_type: logisticsType, delivery_mode: deliveryMode, is_all_delivered: all } = body
  if (!isWhole(logisticsType) || logisticsType < 1 || logisticsType > 4) return fail(10060005)
  if (deliveryMode !== DELIVERY.unified && deliveryMode !== DELIVERY.split) return fail(268485224)
  const split = deliveryMode === DELIVERY.split
  if (split && logisticsType !== LOGISTICS.express) fail(10060006)
  if (split && typeof all !== 'boolean') fail(10060007)
  return { logisticsType, deliveryMode, allDelivered: split ? all === true : true }
}

const isMasked = (contact: string) =>
  contact.length <= MAX_CONTACT_CHARACTERS &&
  MASKED.test(contact) &&
  contact.includes('*') &&
  LAST_FOUR_VISIBLE.test(contact.replaceAll('-', ''))

const contactOf = (item: Fields): Contact | undefined => {
  const contact = objectIn(item, 'contact')
  const consignor = textIn(contact, 'consignor_contact')
  const receiver = textIn(contact, 'receiver_contact')
  for (const number of [consignor, receiver]) if (number !== '' && !isMasked(number)) fail(10060014)
  if (consignor === '' && receiver === '') return undefined
  return { ...(consignor && { consignor_contact: consignor }), ...(receiver && { receiver_contact: receiver }) }
}

const requireTracking = (trackingNo: string, expressCompany: string, contact: Contact | undefined) => {
  if (trackingNo === '') fail(268485226)
  if (expressCompany === '') fail(268485227)
  // SF Express alone asks for somebody to call.
  if (expressCompany === 'SF' && !contact) fail(10060014)
}

const parcelOf = (item: unknown, logisticsType: number, uploadedAtMs: number): Parcel => {
  const fields = objectIn({ item }, 'item')
  const trackingNo = textIn(fields, 'tracking_no')
  const expressCompany = textIn(fields, 'express_company')
  const itemDesc = textIn(fields, 'item_desc')
  const contact = contactOf(fields)
  if (logisticsType === LOGISTICS.express) requireTracking(trackingNo, expressCompany, contact)
  if (Buffer.byteLength(expressCompany) > MAX_CODE_BYTES) fail(10060025)
  if (Buffer.byteLength(trackingNo) > MAX_CODE_BYTES) fail(10060026)
  if (itemDesc.trim() === '') fail(10060008)
  if ([...itemDesc].length > MAX_ITEM_DESC_CHARACTERS) fail(10060009)
  return { trackingNo, expressCompany, itemDesc, contact, uploadedAtMs }
}

const uploadTimeOf = (body: Fields) => {
  const text = textIn(body, 'upload_time')
  const atMs = RFC3339.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(atMs) ? fail(268485216) : atMs
}

const payerOf = (body: Fields) => {
  const openId = textIn(objectIn(body, 'payer'), 'openid')
  return openId === '' || openId.length > 128 ? fail(10060014) : openId
}

/** All that can be said about an upload before looking at the order. */
export const shippingRequestOf = (body: Call['body']): ShippingRequest => {
  const orderKey = orderKeyOf(objectIn(body, 'order_key'))
  const mode = modeOf(body)
  const uploadedAtMs = uploadTimeOf(body)
  const { shipping_list: list } = body
  if (!Array.isArray(list) || list.length === 0) return fail(10060014)
  if (list.length > MAX_PARCELS) fail(10060024)
  if (mode.deliveryMode === DELIVERY.unified && list.length !== 1) fail(268485228)
  const parcels = list.map((item: unknown) => parcelOf(item, mode.logisticsType, uploadedAtMs))
  return { orderKey, ...mode, parcels, uploadedAtMs, openId: payerOf(body) }
}
