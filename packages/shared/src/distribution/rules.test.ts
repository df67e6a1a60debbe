import fc from 'fast-check'
import {
  allocate,
  commissionOf,
  earns,
  isEnough,
  judgeAdjustment,
  judgePayout,
  moved,
  netOf,
  standingOf,
  stateOf,
  type Bought,
} from './rules'
import type { SettingsBody } from './schema'
import { entryWords, ruleLines, touchWords } from './word-rules'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const fen = (max = 1_000_000_000) => fc.integer({ min: 0, max })

test.each([
  ['10%', { by: 'permille', permille: 100 }, 999, 99],
  ['half, the most there is', { by: 'permille', permille: 500 }, 1_000_000_000, 500_000_000],
  ['fixed', { by: 'fixed', amountFen: 500 }, 3000, 500],
  ['fixed, of less money', { by: 'fixed', amountFen: 500 }, 300, 300],
] as const)('commissionOf: %s', (_name, rate, paidFen, amountFen) => {
  expect(commissionOf(rate, paidFen)).toBe(amountFen)
})

describe('standingOf', () => {
  test('nothing back is all, all back is nothing, and nothing paid is nothing', () => {
    expect(standingOf(333, { paidFen: 3333, refundedFen: 0 })).toBe(333)
    expect(standingOf(333, { paidFen: 3333, refundedFen: 3333 })).toBe(0)
    expect(standingOf(0, { paidFen: 0, refundedFen: 0 })).toBe(0)
  })

  test('never more for more that came back, never above the share by a fen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 1, max: 500 }),
        fen(),
        fen(),
        (paidFen, permille, a, b) => {
          const amountFen = commissionOf({ by: 'permille', permille }, paidFen)
          const [less, more] = [Math.min(a, b, paidFen), Math.min(Math.max(a, b), paidFen)]
          const [before, after] = [less, more].map((refundedFen) =>
            standingOf(amountFen, { paidFen, refundedFen }),
          ) as [number, number]
          expect(after).toBeLessThanOrEqual(before)
          expect(after).toBeLessThanOrEqual(amountFen)
          expect(after).toBeLessThan((amountFen * (paidFen - more)) / paidFen + 1)
        },
      ),
    )
  })
})

const BOUGHT: Bought = {
  ...{ at: at(5), bound: { from: at(1), until: at(10) }, open: true, buyerSince: null, knownBefore: false },
}

test.each<[string, Partial<Bought>, boolean]>([
  ['in time', {}, true],
  ['at the moment of joining', { at: at(1) }, true],
  ['at the end', { at: at(10) }, false],
  ['before joining', { at: new Date(at(1).getTime() - 1) }, false],
  ['while off', { open: false }, false],
  ['known before', { knownBefore: true }, false],
  ['before the buyer became a distributor', { buyerSince: at(6) }, true],
  ['since the buyer is one: no second level', { buyerSince: at(5) }, false],
])('earns: %s', (_name, change, expected) => {
  expect(earns({ ...BOUGHT, ...change })).toBe(expected)
})

test.each([
  [{ standingFen: 0, paidFen: 5 }, 1, 'clawed_back'],
  [{ standingFen: 5, paidFen: 0 }, 1, 'frozen'],
  [{ standingFen: 5, paidFen: 0 }, 2, 'due'],
  [{ standingFen: 5, paidFen: 2 }, 2, 'due'],
  [{ standingFen: 5, paidFen: 5 }, 2, 'paid'],
  [{ standingFen: 5, paidFen: 9 }, 2, 'paid'],
] as const)('stateOf %j on day %i is %s', (row, day, state) => {
  expect(stateOf({ ...row, freesAt: at(2) }, at(day))).toBe(state)
})

test.each([
  [4999, 5000, false],
  [5000, 5000, true],
  [0, undefined, true],
])('isEnough: %i of %s is %s', (paidFen, minPurchaseFen, expected) => {
  expect(isEnough(paidFen, { minPurchaseFen })).toBe(expected)
})

const NOTHING = { frozenFen: 0, dueFen: 0, heldFen: 0, debtFen: 0, paidFen: 0 }

test('money earned, freed, asked for, paid, taken back and earned again', () => {
  const moves = [
    [{ amountFen: 100, frozenFen: 100 }, { frozenFen: 100 }],
    [{ frozenFen: -100 }, { dueFen: 100 }],
    [{ heldFen: 80 }, { dueFen: 20, heldFen: 80 }],
    [
      { amountFen: -80, heldFen: -80, paidFen: 80 },
      { dueFen: 20, paidFen: 80 },
    ],
    [{ amountFen: -100 }, { debtFen: 80, paidFen: 80 }],
    [
      { amountFen: 90, frozenFen: 90 },
      { frozenFen: 90, debtFen: 80, paidFen: 80 },
    ],
    [{ frozenFen: -90 }, { dueFen: 10, paidFen: 80 }],
  ] as const
  let figures = NOTHING
  for (const [move, expected] of moves) {
    figures = moved(figures, move)
    expect(figures).toEqual({ ...NOTHING, ...expected })
  }
})

test('moved: the sum follows the amount, and nobody has something due and a debt', () => {
  const change = fc.record({ amountFen: fc.integer({ min: -500, max: 500 }), frozenFen: fen(300), heldFen: fen(300) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      let figures = NOTHING
      for (const one of changes) {
        const next = moved(figures, one)
        expect(netOf(next)).toBe(netOf(figures) + one.amountFen)
        expect(Math.min(next.dueFen, next.debtFen)).toBe(0)
        expect(Math.min(next.dueFen, next.debtFen, next.frozenFen, next.heldFen)).toBeGreaterThanOrEqual(0)
        figures = next
      }
    }),
  )
})

test.each([
  ['given', 1, NOTHING, true],
  ['given to who owes', 1, { ...NOTHING, debtFen: 5 }, true],
  ['all of what is due and frozen', -30, { ...NOTHING, dueFen: 10, frozenFen: 20 }, true],
  ['a fen more', -31, { ...NOTHING, dueFen: 10, frozenFen: 20 }, false],
  ['what is asked for', -1, { ...NOTHING, heldFen: 10 }, false],
  ['from who owes', -1, { ...NOTHING, frozenFen: 5, debtFen: 5 }, false],
] as const)('judgeAdjustment: %s', (_name, amountFen, figures, expected) => {
  expect(judgeAdjustment({ amountFen, figures }).ok).toBe(expected)
})

describe('allocate', () => {
  test.each([
    [
      'oldest first',
      [
        ['1', 20],
        ['2', 10],
      ],
      25,
      { 1: 20, 2: 5 },
    ],
    [
      'what was overpaid pays first',
      [
        ['1', -20],
        ['2', 10],
        ['3', 15],
      ],
      5,
      { 1: -20, 2: 10, 3: 15 },
    ],
    [
      'too much stays as what is owed',
      [
        ['1', 10],
        ['2', 10],
      ],
      25,
      { 1: 10, 2: 15 },
    ],
  ] as const)('%s', (_name, owed, payoutFen, expected) => {
    const parts = allocate(
      owed.map(([id, leftFen]) => ({ id, leftFen })),
      payoutFen,
    )
    expect(Object.fromEntries(parts)).toEqual(expected)
  })

  test('adds up to what was paid', () => {
    const lefts = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(lefts, fen(5000), (list, payoutFen) => {
        const parts = allocate(
          list.map((leftFen, index) => ({ id: String(index), leftFen })),
          payoutFen,
        )
        expect([...parts.values()].reduce((sum, part) => sum + part, 0)).toBe(payoutFen)
      }),
    )
  })
})

test.each([
  [{ amountFen: 100, isOpen: true }, 'payout_open'],
  [{ amountFen: 501 }, 'payout_beyond_due'],
  [{ amountFen: 99 }, 'payout_below_minimum'],
  [{ amountFen: 500 }, null],
])('judgePayout %j: %s', (asked, reason) => {
  const judged = judgePayout({ dueFen: 500, minFen: 100, isOpen: false, ...asked })
  expect(judged.ok ? null : judged.reason).toBe(reason)
})

describe('words', () => {
  const body: SettingsBody = {
    ...{ rate: { by: 'permille', permille: 55 }, purchases: 'each', windowDays: 30, earningDays: 365, refundDays: 7 },
    ...{ minPayoutFen: 1050, applications: true, organiser: '禾木烘焙', contact: '到店找店长' },
  }
  const lines = (change: Partial<SettingsBody>) => ruleLines({ ...body, ...change }).join('\n')

  test('say the rate, the one level, the freeze, the smallest pay-out and who answers for it', () => {
    for (const word of ['实付金额的 5.5%', '每笔消费', '只有一级', '冻结 7 天', '满 10.5 元', '禾木烘焙', '到店找店长'])
      expect(lines({})).toContain(word)
    expect(lines({ purchases: 'first', rate: { by: 'fixed', amountFen: 500 } })).toMatch(/第一笔消费，佣金是 5 元/)
  })

  test('promise no income and call nobody to bring others in', () => {
    for (const change of [{}, { purchases: 'first' as const }])
      expect(lines(change)).not.toMatch(/躺赚|轻松|月入|收益|稳赚|下线|团队|裂变|发展会员/)
    expect(lines({})).toContain('不保证有佣金')
  })

  test('a visitor is told who earns by them', () => {
    expect(touchWords('禾木烘焙', '林**')).toContain('你付的钱不变')
    expect(entryWords('claw_back', '林**')).toBe('林**退货，佣金收回')
    expect([entryWords('earn', null), entryWords('payout', null)]).toEqual(['顾客消费，佣金入账', '店里已付提现'])
  })
})
