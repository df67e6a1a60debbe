import type { Order, Payment } from '#simulator/pay/order/order'
import type { Refund } from '#simulator/pay/refund/state'
import type { Pay } from '#simulator/pay/state'
import { billTime, payDay } from '#simulator/pay/time'

export type BillType = 'ALL' | 'SUCCESS' | 'REFUND'

const TRADE =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额'
const TIMES = '退款申请时间,退款成功时间'
const BACK = '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态'
const GOODS = '商品名称,商户数据包,手续费,费率,订单金额'

const HEADERS: Readonly<Record<BillType, string>> = {
  ALL: [TRADE, BACK, GOODS, '申请退款金额', '费率备注'].join(','),
  SUCCESS: [TRADE, GOODS, '费率备注'].join(','),
  REFUND: [TRADE, TIMES, BACK, GOODS, '申请退款金额', '费率备注'].join(','),
}
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

const FEE_PER_MILLE = 6

type Paid = Order & { payment: Payment }

/** One line of a bill: the money moves in fen, and what stands beside it. */
type Line = { atMs: number; order: Paid; refund: Refund | null }

const yuan = (fen: number) => (fen / 100).toFixed(2)
/** Pay rounds its fee to a fen and prints it with five places. */
const feeOf = (fen: number) => Math.round((fen * FEE_PER_MILLE) / 1000)
const fee = (fen: number) => (fen / 100).toFixed(5)

const isPaid = (order: Order): order is Paid => order.payment !== null

const linesOf = (pay: Pay, day: string, type: BillType): Line[] => {
  const paid = [...pay.orders.values()].filter(isPaid)
  const sales = paid.map((order) => ({ atMs: order.payment.atMs, order, refund: null }))
  const backs = [...pay.refunds.values()].flatMap((refund) =>
    isPaid(refund.order) && refund.status !== 'CLOSED' ? [{ atMs: refund.createdMs, order: refund.order, refund }] : [],
  )
  return [...(type === 'REFUND' ? [] : sales), ...(type === 'SUCCESS' ? [] : backs)]
    .filter(({ atMs }) => payDay(atMs) === day)
    .sort((a, b) => a.atMs - b.atMs)
}

const tradeCells = (pay: Pay, { atMs, order, refund }: Line) => [
  billTime(refund ? order.payment.atMs : atMs),
  order.appId,
  pay.mchId,
  '0',
  '',
  order.payment.transactionId,
  order.outTradeNo,
  order.openId,
  'JSAPI',
  refund ? 'REFUND' : 'SUCCESS',
  'OTHERS',
  'CNY',
  yuan(refund ? 0 : order.total),
  yuan(0),
]

const timeCells = ({ refund }: Line) => [
  refund ? billTime(refund.createdMs) : '',
  refund && refund.successMs !== null ? billTime(refund.successMs) : '',
]

const backCells = ({ refund }: Line) => [
  refund?.refundId ?? '0',
  refund?.outRefundNo ?? '0',
  yuan(refund?.amount ?? 0),
  yuan(0),
  refund ? 'ORIGINAL' : '',
  refund?.status ?? '',
]

const goodsCells = ({ order, refund }: Line) => [
  order.description,
  order.attach,
  fee(refund ? -feeOf(refund.amount) : feeOf(order.total)),
  '0.60%',
  yuan(refund ? 0 : order.total),
]

const cellsOf = (pay: Pay, line: Line, type: BillType) => [
  ...tradeCells(pay, line),
  ...(type === 'REFUND' ? timeCells(line) : []),
  ...(type === 'SUCCESS' ? [] : backCells(line)),
  ...goodsCells(line),
  ...(type === 'SUCCESS' ? [] : [yuan(line.refund?.amount ?? 0)]),
  '',
]

/** The backtick keeps spreadsheets from making numbers of numbers; Pay takes commas out of texts. */
const row = (cells: readonly string[]) => cells.map((cell) => `\`${cell.replaceAll(/[,`\r\n]/g, ' ')}`).join(',')

const summaryOf = (lines: readonly Line[]) => {
  const sales = lines.reduce((sum, { order, refund }) => sum + (refund ? 0 : order.total), 0)
  const backs = lines.reduce((sum, { refund }) => sum + (refund?.amount ?? 0), 0)
  const fees = lines.reduce((sum, { order, refund }) => sum + (refund ? -feeOf(refund.amount) : feeOf(order.total)), 0)
  return [String(lines.length), yuan(sales), yuan(backs), yuan(0), fee(fees), yuan(sales), yuan(backs)]
}

/** The bill of one day in Beijing, as text; undefined when nothing happened on it. */
export const writeBill = (pay: Pay, day: string, type: BillType) => {
  const lines = linesOf(pay, day, type)
  if (lines.length === 0) return undefined
  const rows = [HEADERS[type], ...lines.map((line) => row(cellsOf(pay, line, type))), SUMMARY, row(summaryOf(lines))]
  return `\uFEFF${rows.join('\r\n')}\r\n`
}
