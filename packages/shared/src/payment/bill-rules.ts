/** Ways in which a day's bill and our rows differ. `_here`: WeChat has it and we do not; `_there`: the other way round. */
export const DIFFERENCE_KINDS = [
  'missing_here',
  'missing_there',
  'amount',
  'refund_missing_here',
  'refund_missing_there',
  'refund_amount',
] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** One move of money in a bill: a payment, or with `outRefundNo` a refund. */
export type BillLine = { outTradeNo: string; outRefundNo: string | null; amountFen: number }

/** "12.3" and "¥12.30" as 1230; null for what is no amount. In digits, since fractions do not fit floating point. */
export function fenOf(yuan: string): number | null {
  const [, sign, whole, part = ''] = /^(-?)¥?(\d{1,10})(?:\.(\d{1,2})0*)?$/.exec(yuan) ?? []
  if (whole === undefined) return null
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return sign === '-' ? -fen : fen
}

const cellsOf = (line: string) => line.split(',').map((cell) => cell.replace(/^`/, '').trim())

/** A bill that is not as it is described; its text says where. */
export class BillUnreadable extends Error {
  override readonly name = 'BillUnreadable'
}

const amountIn = (cells: Record<string, string>, name: string) => {
  const fen = fenOf(cells[name] ?? '')
  if (fen === null) throw new BillUnreadable(`${name} is no amount`)
  return fen
}

/** A refund that came to nothing moved no money. */
const NOTHING = new Set(['FAIL', 'CLOSED'])

function lineOf(cells: Record<string, string>): BillLine {
  const outTradeNo = cells['商户订单号']
  if (!outTradeNo) throw new BillUnreadable('a line without 商户订单号')
  const outRefundNo = cells['商户退款单号']
  const isRefund = outRefundNo !== undefined && outRefundNo !== '' && outRefundNo !== '0'
  return isRefund
    ? { outTradeNo, outRefundNo, amountFen: amountIn(cells, '退款金额') }
    : { outTradeNo, outRefundNo: null, amountFen: amountIn(cells, '订单金额') }
}

const SUMMARY = '总交易单数'

/**
 * The lines of a trade bill of all moves, with the columns found by their names. A bill that ends before its summary, or whose summary
 * counts otherwise, is refused: half of a bill would show differences that are none.
 */
export function readBill(text: string): BillLine[] {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((row) => row !== '')
  const [header, ...rest] = rows
  const end = rest.findIndex((row) => row.startsWith(SUMMARY))
  if (!header || end < 0) throw new BillUnreadable('the bill has no summary')
  const names = cellsOf(header)
  const named = rest.slice(0, end).map((row) => {
    const cells = cellsOf(row)
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
  const told = Number(cellsOf(rest[end + 1] ?? '')[0])
  if (told !== named.length) throw new BillUnreadable(`${named.length} lines, and a summary of ${told}`)
  return named.filter((cells) => !NOTHING.has(cells['退款状态'] ?? '')).map(lineOf)
}

const keyOf = ({ outTradeNo, outRefundNo }: BillLine) => outRefundNo ?? `/${outTradeNo}`

/** How WeChat's moves and ours of one day differ. Each of a kind stands once: a move that is there twice counts with its sum. */
export function compareBills(theirs: readonly BillLine[], ours: readonly BillLine[]) {
  const sums = (lines: readonly BillLine[]) => {
    const byKey = new Map<string, BillLine>()
    for (const line of lines) {
      const before = byKey.get(keyOf(line))
      byKey.set(keyOf(line), { ...line, amountFen: line.amountFen + (before?.amountFen ?? 0) })
    }
    return byKey
  }
  const [there, here] = [sums(theirs), sums(ours)]
  return [...new Set([...there.keys(), ...here.keys()])].flatMap((key) => {
    const [their, our] = [there.get(key), here.get(key)]
    const line = their ?? our
    if (!line || their?.amountFen === our?.amountFen) return []
    const { outTradeNo, outRefundNo } = line
    return [
      {
        ...{ kind: kindOf(their, our), outTradeNo, outRefundNo },
        ...{ oursFen: our?.amountFen ?? null, theirsFen: their?.amountFen ?? null },
      },
    ]
  })
}

function kindOf(their: BillLine | undefined, our: BillLine | undefined): DifferenceKind {
  const isRefund = typeof (their ?? our)?.outRefundNo === 'string'
  if (!our) return isRefund ? 'refund_missing_here' : 'missing_here'
  if (!their) return isRefund ? 'refund_missing_there' : 'missing_there'
  return isRefund ? 'refund_amount' : 'amount'
}
