import fc from 'fast-check'
import { judgeReferral, REASONS, type Evidence } from './evidence-rules'
import { PROGRAMME_DEFAULTS } from './schema'
import { reasonWords } from './word-rules'

const knobs = PROGRAMME_DEFAULTS.review
const clean: Evidence = {
  ...{ device: 1, address: 1, burst: 1, inviterDevice: false, inviterPhone: false, knownPhone: false },
  ...{ inviterPaid: false, riskRank: 0 },
}

test.each<[Partial<Evidence>, string, string[]]>([
  [{}, 'pass', []],
  [{ riskRank: null }, 'pass', []],
  [{ device: 2 }, 'hold', ['device_many']],
  [{ device: 4 }, 'block', ['device_many']],
  [{ address: 5 }, 'pass', []],
  [{ address: 6 }, 'hold', ['address_many']],
  [{ address: 30 }, 'block', ['address_many']],
  [{ burst: 6 }, 'hold', ['burst']],
  [{ riskRank: 3 }, 'hold', ['risky']],
  [{ inviterDevice: true }, 'hold', ['inviter_device']],
  [{ inviterPhone: true }, 'block', ['inviter_phone']],
  [{ knownPhone: true }, 'hold', ['known_phone']],
  [{ inviterPaid: true }, 'hold', ['inviter_paid']],
  [{ inviterPhone: true, burst: 9 }, 'block', ['inviter_phone', 'burst']],
])('%j: %s', (change, outcome, reasons) => {
  expect(judgeReferral({ ...clean, ...change }, knobs)).toEqual({ outcome, reasons })
})

/** Invents friends one by one, each of whom buys at once; answers what becomes of them. */
function farm(friends: number, seen: (nth: number) => Partial<Evidence>) {
  const outcomes = { pass: 0, hold: 0, block: 0 }
  for (let nth = 1; nth <= friends; nth += 1) outcomes[judgeReferral({ ...clean, ...seen(nth) }, knobs).outcome] += 1
  return outcomes
}

test('500 invented friends on one phone: one passes, two wait for a person, nobody else gets anything', () => {
  expect(farm(500, (nth) => ({ device: nth, address: nth, burst: 1 }))).toEqual({ pass: 1, hold: 2, block: 497 })
})

test('500 on one network with a fresh phone each: five pass, a person looks at 24', () => {
  expect(farm(500, (nth) => ({ address: nth }))).toEqual({ pass: 5, hold: 24, block: 471 })
})

test('500 from everywhere within minutes: five pass, all others wait for a person', () => {
  expect(farm(500, (nth) => ({ burst: nth }))).toEqual({ pass: 5, hold: 495, block: 0 })
})

test('more evidence never makes it better', () => {
  const rank = { pass: 0, hold: 1, block: 2 }
  const seen = fc.record({
    ...{ device: fc.nat(40), address: fc.nat(40), burst: fc.nat(40), riskRank: fc.nat(3) },
    ...{ inviterDevice: fc.boolean(), inviterPhone: fc.boolean(), knownPhone: fc.boolean(), inviterPaid: fc.boolean() },
  })
  fc.assert(
    fc.property(seen, fc.nat(20), (one, more) => {
      const worse = { ...one, device: one.device + more, address: one.address + more, burst: one.burst + more }
      const [before, after] = [judgeReferral(one, knobs), judgeReferral(worse, knobs)]
      expect(rank[after.outcome]).toBeGreaterThanOrEqual(rank[before.outcome])
      expect(before.outcome === 'pass').toBe(before.reasons.length === 0)
    }),
  )
})

test('every doubt has words, and none accuses anybody', () => {
  const words = REASONS.map((one) => reasonWords([one]))
  expect(new Set(words).size).toBe(REASONS.length)
  for (const one of words) expect(one).not.toMatch(/作弊|刷|骗|违规|虚假|恶意/)
})
