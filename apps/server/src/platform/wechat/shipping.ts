import * as z from 'zod/mini'
import { askJson, type Endpoint, type WeChatRequest } from '#server/platform/wechat/exchange'
import { WeChatError } from '#server/platform/wechat/wechat-error'

/** How what was paid for reaches its buyer, by WeChat's numbers. */
export const LOGISTICS = { express: 1, city: 2, virtual: 3, pickup: 4 } as const
export type Logistics = keyof typeof LOGISTICS

const UNIFIED = 1
const SPLIT = 2
const BY_OUT_TRADE_NO = 1

/** WeChat knows it already: shipped before, or nothing new. */
const KNOWN = new Set([10060002, 10060023])

export type ShippingUpload = {
  mchId: string
  outTradeNo: string
  /** Who paid. */
  openId: string
  logistics: Logistics
  itemDesc: string
  trackingNo: string | null
  carrier: string | null
  /** A phone number, masked but for its last four digits. */
  contact: string | null
  /** One of several parcels; `last` when no other follows. */
  split: { last: boolean } | null
  at: Date
}

const parcelOf = ({ itemDesc, trackingNo, carrier, contact }: ShippingUpload) => ({
  item_desc: itemDesc,
  ...(trackingNo === null ? {} : { tracking_no: trackingNo }),
  ...(carrier === null ? {} : { express_company: carrier }),
  ...(contact === null ? {} : { contact: { receiver_contact: contact } }),
})

const bodyOf = (upload: ShippingUpload) => ({
  order_key: { order_number_type: BY_OUT_TRADE_NO, mchid: upload.mchId, out_trade_no: upload.outTradeNo },
  logistics_type: LOGISTICS[upload.logistics],
  delivery_mode: upload.split ? SPLIT : UNIFIED,
  ...(upload.split ? { is_all_delivered: upload.split.last } : {}),
  shipping_list: [parcelOf(upload)],
  upload_time: upload.at.toISOString(),
  payer: { openid: upload.openId },
})

type Ask = <T>(request: WeChatRequest, read: (request: WeChatRequest) => Promise<T>) => Promise<T>

/** Tells WeChat how a paid thing is on its way (R23); told before is told. */
export const shippingUploads = (ask: Ask, endpoint: Endpoint) => async (upload: ShippingUpload) => {
  try {
    const request = { path: '/wxa/sec/order/upload_shipping_info', body: bodyOf(upload) }
    await ask(request, (asked) => askJson(endpoint, asked, z.object({})))
  } catch (error) {
    if (!(error instanceof WeChatError) || !KNOWN.has(error.errcode ?? 0)) throw error
  }
}
