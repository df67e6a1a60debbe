import fc from 'fast-check'
import { divide, perStep, shareOf, spread } from './sum-rules'

test.each<[number, number, Parameters<typeof divide>[2], number]>([
  [10, 4, 'floor', 2],
  [10, 4, 'drop', 2],
  [10, 4, 'half_up', 3],
  [9, 4, 'half_up', 2],
  [11, 4, 'half_up', 3],
  [9, 4, 'ceil', 3],
  [8, 4, 'ceil', 2],
  [8, 4, 'half_up', 2],
  [0, 4, 'ceil', 0],
  [9_007_199_254_740_990, 1_000, 'floor', 9_007_199_254_740],
])('%d / %d %s', (numerator, denominator, rounding, expected) => {
  expect(divide(numerator, denominator, rounding)).toBe(expected)
})

test('division is exact wherever a product of the bounds lies', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000_000 }),
      fc.nat({ max: 1_000_000 }),
      fc.integer({ min: 1, max: 100_000_000 }),
      (a, b, by) => {
        const exact = (BigInt(a) * BigInt(b)) / BigInt(by)
        expect(divide(a * b, by, 'floor')).toBe(Number(exact))
      },
    ),
  )
})

test('steps', () => {
  expect([perStep(199, 100, 3, 'drop'), perStep(200, 100, 3, 'drop'), perStep(99, 100, 3, 'drop')]).toEqual([3, 6, 0])
  expect([perStep(199, 100, 3, 'floor'), perStep(199, 100, 3, 'ceil'), perStep(150, 100, 3, 'half_up')]).toEqual([
    5, 6, 5,
  ])
})

test('parts of a refund add up to the whole, in whatever sizes they come', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000 }),
      fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 }),
      (total, parts) => {
        const whole = parts.reduce((sum, one) => sum + one, 0)
        let done = 0
        let undone = 0
        for (const part of parts) {
          done += part
          const due = shareOf(total, done, whole)
          expect(due).toBeGreaterThanOrEqual(undone)
          undone = due
        }
        expect(undone).toBe(total)
      },
    ),
  )
})

test('shareOf', () => {
  expect([shareOf(10, 0, 3), shareOf(10, 1, 3), shareOf(10, 2, 3), shareOf(10, 3, 3), shareOf(10, 4, 3)]).toEqual([
    0, 3, 7, 10, 10,
  ])
  expect(shareOf(10, 0, 0)).toBe(10)
})

test('spread', () => {
  expect([spread(10, [1, 1, 1]), spread(10, []), spread(7, [0, 0])]).toEqual([[4, 3, 3], [], [7, 0]])
})
