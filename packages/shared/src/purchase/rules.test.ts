import fc from 'fast-check'
import { judgeMoment, planRefund, type SoldLine, type Wanted } from './rules'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const line = (at: number, quantity: number, paidFen: number, more: Partial<SoldLine> = {}): SoldLine => ({
  ...{ line: at, quantity, paidFen, refundedQuantity: 0, refundedFen: 0, points: 0 },
  ...more,
})

test.each<[string, number, string | null]>([
  ['now', 0, null],
  ['a clock that is ahead', 5 * 60_000, null],
  ['the future', 5 * 60_000 + 1, 'purchase_in_future'],
  ['thirty days ago', -30 * 86_400_000, null],
  ['longer ago', -30 * 86_400_000 - 1, 'purchase_too_old'],
])('%s', (_, ms, reason) => {
  const decision = judgeMoment(new Date(NOW.getTime() + ms), NOW)
  expect(decision.ok ? null : decision.reason).toBe(reason)
})

test.each<[string, SoldLine[], Wanted, [number, number, number][] | null]>([
  [
    'whole',
    [line(1, 2, 1000), line(2, 1, 500)],
    { by: 'whole' },
    [
      [1, 2, 1000],
      [2, 1, 500],
    ],
  ],
  ['the rest', [line(1, 2, 1000, { refundedQuantity: 1, refundedFen: 400 })], { by: 'whole' }, [[1, 1, 600]]],
  ['nothing is left', [line(1, 1, 500, { refundedQuantity: 1, refundedFen: 500 })], { by: 'whole' }, null],
  ['a piece', [line(1, 3, 1000)], { by: 'lines', lines: [{ line: 1, quantity: 1 }] }, [[1, 1, 333]]],
  [
    'the second piece',
    [line(1, 3, 1000, { refundedQuantity: 1, refundedFen: 333 })],
    { by: 'lines', lines: [{ line: 1, quantity: 1 }] },
    [[1, 1, 334]],
  ],
  [
    'the last piece',
    [line(1, 3, 1000, { refundedQuantity: 2, refundedFen: 667 })],
    { by: 'lines', lines: [{ line: 1, quantity: 1 }] },
    [[1, 1, 333]],
  ],
  ['all pieces', [line(1, 3, 1000)], { by: 'lines', lines: [{ line: 1, quantity: 3 }] }, [[1, 3, 1000]]],
  ['too many pieces', [line(1, 3, 1000)], { by: 'lines', lines: [{ line: 1, quantity: 4 }] }, null],
  ['no such line', [line(1, 3, 1000)], { by: 'lines', lines: [{ line: 2, quantity: 1 }] }, null],
  [
    'one line twice',
    [line(1, 3, 1000)],
    {
      by: 'lines',
      lines: [
        { line: 1, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
    },
    null,
  ],
  [
    'a piece of what was refunded by amount',
    [line(1, 2, 1000, { refundedFen: 800 })],
    { by: 'lines', lines: [{ line: 1, quantity: 1 }] },
    [[1, 1, 200]],
  ],
  [
    'an amount by what is left',
    [line(1, 1, 1000, { refundedFen: 900 }), line(2, 1, 300)],
    { by: 'amount', amountFen: 100 },
    [
      [1, 0, 25],
      [2, 0, 75],
    ],
  ],
  [
    'all of the amount takes what cost nothing along',
    [line(1, 1, 1000), line(2, 1, 0)],
    { by: 'amount', amountFen: 1000 },
    [
      [1, 0, 1000],
      [2, 1, 0],
    ],
  ],
  [
    'what cost nothing, after all the money',
    [line(1, 1, 1000, { refundedQuantity: 1, refundedFen: 1000 }), line(2, 1, 0)],
    { by: 'whole' },
    [
      [1, 0, 0],
      [2, 1, 0],
    ],
  ],
  ['more than there is', [line(1, 1, 1000)], { by: 'amount', amountFen: 1001 }, null],
])('%s', (_, sold, wanted, expected) => {
  const plan = planRefund(sold, wanted)
  expect(plan.ok ? plan.lines.map((one) => [one.line, one.quantity, one.amountFen]) : null).toEqual(expected)
  if (!plan.ok) return
  expect(plan.amountFen).toBe(plan.lines.reduce((sum, one) => sum + one.amountFen, 0))
})

test('whatever is refunded in whatever order, no line gives back more than was paid, and all of it in the end', () => {
  const sold = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 5 }), paidFen: fc.nat({ max: 5000 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 4 }), fc.integer({ min: 1, max: 3000 })), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(sold, steps, (lines, wanted) => {
      let rows = lines.map((one, at) => line(at + 1, one.quantity, one.paidFen))
      const paid = rows.reduce((sum, one) => sum + one.paidFen, 0)
      let refunded = 0
      const apply = (what: Wanted) => {
        const plan = planRefund(rows, what)
        if (!plan.ok) return
        refunded += plan.amountFen
        rows = rows.map((row) => {
          const part = plan.lines.find((one) => one.line === row.line)
          return {
            ...row,
            refundedFen: row.refundedFen + (part?.amountFen ?? 0),
            refundedQuantity: row.refundedQuantity + (part?.quantity ?? 0),
          }
        })
        for (const row of rows)
          expect(row.refundedFen >= 0 && row.refundedFen <= row.paidFen && row.refundedQuantity <= row.quantity).toBe(
            true,
          )
      }
      for (const [byLine, at, amountFen] of wanted)
        apply(byLine ? { by: 'lines', lines: [{ line: at + 1, quantity: 1 }] } : { by: 'amount', amountFen })
      apply({ by: 'whole' })
      expect(refunded).toBe(paid)
    }),
  )
})
