import fc from 'fast-check'
import { compareBills, fenOf, readBill, type BillLine } from './bill-rules'

const HEADER = '交易时间,商户订单号,交易状态,商户退款单号,退款金额,退款状态,商品名称,订单金额'
const SUMMARY = '总交易单数,应结订单总金额'
const sale = (no: string, yuan: string) => `\`2026-11-22 10:00:00,\`${no},\`SUCCESS,\`0,\`0.00,\`,\`海盐卷,\`${yuan}`
const back = (no: string, refundNo: string, yuan: string, status = 'SUCCESS') =>
  `\`2026-11-22 11:00:00,\`${no},\`REFUND,\`${refundNo},\`${yuan},\`${status},\`海盐卷,\`0.00`
const bill = (lines: string[], told = lines.length) =>
  `\uFEFF${[HEADER, ...lines, SUMMARY, `\`${told},\`0.00`].join('\r\n')}\r\n`

test('yuan are read as fen, digit by digit', () => {
  const known: [string, number | null][] = [
    ['0.29', 29],
    ['¥19.90', 1990],
    ['19.9', 1990],
    ['7', 700],
    ['-0.01', -1],
    ['0.07000', 7],
    ['1.005', null],
    ['', null],
    ['1,000', null],
  ]
  for (const [text, fen] of known) expect([text, fenOf(text)]).toEqual([text, fen])
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), (fen) => fenOf((fen / 100).toFixed(2)) === fen))
})

test('a bill is read by the names of its columns, refunds apart, those that came to nothing left out', () => {
  const lines = readBill(bill([sale('hk1', '19.90'), back('hk1', 'hr1', '0.90'), back('hk1', 'hr2', '1.00', 'FAIL')]))
  expect(lines).toEqual([
    { outTradeNo: 'hk1', outRefundNo: null, amountFen: 1990 },
    { outTradeNo: 'hk1', outRefundNo: 'hr1', amountFen: 90 },
  ])
})

test('a bill that is cut, counts otherwise or holds no amounts is refused', () => {
  expect(() => readBill('')).toThrow('no summary')
  expect(() => readBill(`${HEADER}\n${sale('hk1', '1.00')}`)).toThrow('no summary')
  expect(() => readBill(bill([sale('hk1', '1.00')], 2))).toThrow('a summary of 2')
  expect(() => readBill(bill([sale('hk1', 'viel')]))).toThrow('no amount')
  expect(() => readBill(bill([sale('', '1.00')]))).toThrow('without')
})

test('equal bills differ in nothing, and each line that is taken away or changed is told', () => {
  const line = fc.record({
    outTradeNo: fc.stringMatching(/^hk\d{1,3}$/),
    outRefundNo: fc.option(fc.stringMatching(/^hr\d{1,4}$/), { nil: null }),
    amountFen: fc.integer({ min: 1, max: 1e6 }),
  })
  const keyOf = ({ outTradeNo, outRefundNo }: BillLine) => outRefundNo ?? outTradeNo
  fc.assert(
    fc.property(fc.uniqueArray(line, { selector: keyOf, minLength: 1 }), fc.nat(), (lines, pick) => {
      const changed = lines[pick % lines.length] as BillLine
      const isRefund = changed.outRefundNo !== null
      const without = lines.filter((one) => one !== changed)
      expect(compareBills(lines, lines.toReversed())).toEqual([])
      expect(compareBills(lines, without)).toMatchObject([{ kind: isRefund ? 'refund_missing_here' : 'missing_here' }])
      expect(compareBills(without, lines)).toMatchObject([
        { kind: isRefund ? 'refund_missing_there' : 'missing_there' },
      ])
      const more = [...without, { ...changed, amountFen: changed.amountFen + 1 }]
      expect(compareBills(more, lines)).toMatchObject([{ kind: isRefund ? 'refund_amount' : 'amount' }])
    }),
  )
  const twice = { outTradeNo: 'hk1', outRefundNo: null, amountFen: 100 }
  expect(compareBills([twice, twice], [twice])).toMatchObject([{ kind: 'amount', oursFen: 100, theirsFen: 200 }])
})
