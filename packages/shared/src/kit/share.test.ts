import fc from 'fast-check'
import { share } from './share'

const weights = fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 12 })

test('the parts add up, and each is within one of its exact share', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), weights, (total, parts) => {
      const shared = share(total, parts)
      expect(shared).toHaveLength(parts.length)
      expect(shared.reduce((sum, part) => sum + part, 0)).toBe(total)
      const whole = parts.reduce((sum, part) => sum + BigInt(part), 0n)
      if (whole === 0n) return
      for (const [index, part] of shared.entries()) {
        const off = BigInt(part) * whole - BigInt(total) * BigInt(parts[index] as number)
        expect(off < whole && off > -whole).toBe(true)
      }
    }),
  )
})

test('a part is never more than its weight, when the total is no more than all weights', () => {
  fc.assert(
    fc.property(weights, fc.nat(1000), (parts, permille) => {
      const sum = parts.reduce((all, part) => all + part, 0)
      const total = Math.floor((sum / 1001) * permille)
      for (const [index, part] of share(total, parts).entries())
        expect(part).toBeLessThanOrEqual(parts[index] as number)
    }),
  )
})

test.each<[number, number[], number[]]>([
  [10, [1, 1, 1], [4, 3, 3]],
  [100, [1, 2], [33, 67]],
  [5, [0, 3, 0], [0, 5, 0]],
  [7, [0, 0], [7, 0]],
  [0, [3, 4], [0, 0]],
  [0, [], []],
  [2, [3, 3, 3, 1], [1, 1, 0, 0]],
  [3, [1, 1, 4], [1, 0, 2]],
  [1, [999_999_999, 1_000_000_000], [0, 1]],
])('%d by %j', (total, parts, expected) => {
  expect(share(total, parts)).toEqual(expected)
})

test.each<[number, number[]]>([
  [1.5, [1]],
  [-1, [1]],
  [1, [0.5]],
  [1, [-1]],
  [1, []],
  [Number.NaN, [1]],
])('refuses what is no whole share: %d by %j', (total, parts) => {
  expect(() => share(total, parts)).toThrow(/whole numbers|nobody/)
})
