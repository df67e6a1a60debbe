import { wrongParameter } from '#simulator/pay/failure'
import { flag, list, oneOf, optional, shape, text, whole, type Rule } from '#simulator/pay/fields'

/** Ten million yuan: more than any shop here asks for, and far from where whole numbers end. */
const MOST_FEN = 1_000_000_000

export const fen = (low: number) => whole(low, MOST_FEN)

/** Public http(s), and without a query: Pay cuts one off. Whether its host is one of ours is judged apart. */
export const notifyUrl: Rule<string> = (value, at) => {
  const url = text(1, 255)(value, at)
  if (!URL.canParse(url)) return wrongParameter(at, 'must be an address')
  const { protocol, search, hash } = new URL(url)
  if (!/^https?:$/.test(protocol)) return wrongParameter(at, 'must begin with http:// or https://')
  return search === '' && hash === '' && !url.includes('?') ? url : wrongParameter(at, 'must have no query')
}

const goods = shape({
  merchant_goods_id: text(1, 32),
  wechatpay_goods_id: optional(text(1, 32)),
  goods_name: optional(text(1, 256)),
  quantity: whole(1, 1_000_000),
  unit_price: fen(0),
})

const storeInfo = shape({
  id: text(1, 32),
  name: optional(text(1, 256)),
  area_code: optional(text(1, 32)),
  address: optional(text(1, 512)),
})

/** The body of a JSAPI order. */
export const jsapiOrder = shape({
  appid: text(1, 32),
  mchid: text(1, 32),
  description: text(1, 127),
  out_trade_no: text(6, 32, /^[\w\-|*]+$/),
  notify_url: notifyUrl,
  amount: shape({ total: fen(1), currency: optional(oneOf('CNY')) }),
  payer: shape({ openid: optional(text(1, 128)) }),
  time_expire: optional(text(1, 64)),
  attach: optional(text(0, 128)),
  goods_tag: optional(text(1, 32)),
  support_fapiao: optional(flag),
  detail: optional(
    shape({
      cost_price: optional(fen(0)),
      invoice_id: optional(text(1, 32)),
      goods_detail: optional(list(goods, 6000)),
    }),
  ),
  scene_info: optional(
    shape({ payer_client_ip: text(1, 45), device_id: optional(text(1, 32)), store_info: optional(storeInfo) }),
  ),
  settle_info: optional(shape({ profit_sharing: optional(flag) })),
})

export type JsapiOrder = ReturnType<typeof jsapiOrder>

export const closeOrder = shape({ mchid: text(1, 32) })
