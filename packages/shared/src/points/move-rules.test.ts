import fc from 'fast-check'
import {
  activateMoves,
  captureMoves,
  clawbackMoves,
  earnMoves,
  expireMoves,
  holdMoves,
  releaseMoves,
  returnMoves,
  settleDebt,
  shareBack,
  spendMoves,
  type Move,
  type MemberBucket,
} from './move-rules'
import { holding } from './rules'
import { anyLots, lot } from './test-lots'

const now = new Date('2026-11-22T04:00:00.000Z')
const in15 = new Date('2026-12-07T04:00:00.000Z')
const sum = (moves: Move[], bucket?: MemberBucket) =>
  moves.filter((move) => bucket === undefined || move.bucket === bucket).reduce((total, move) => total + move.amount, 0)
const move = (bucket: MemberBucket, lotId: string | null, amount: number): Move => ({ bucket, lotId, amount })

describe('earning', () => {
  test.each<[number, number, boolean, Move[]]>([
    [100, 0, false, [move('available', '#0', 100)]],
    [100, 30, false, [move('available', '#0', 100), move('available', '#0', -30), move('debt', null, 30)]],
    [20, 30, false, [move('available', '#0', 20), move('available', '#0', -20), move('debt', null, 20)]],
    [100, 30, true, [move('pending', '#0', 100)]],
  ])('%d with a debt of %d, pending: %s', (points, debt, pending, moves) => {
    expect(earnMoves({ lotId: '#0', points }, debt, pending)).toEqual(moves)
  })
})

test('spending takes from the lots, holding moves them aside, capturing takes what is aside', () => {
  const draws = [{ lotId: '1', points: 5 }]
  expect(spendMoves(draws)).toEqual([move('available', '1', -5)])
  expect(holdMoves(draws)).toEqual([move('available', '1', -5), move('held', '1', 5)])
  expect(captureMoves(draws)).toEqual([move('held', '1', -5)])
})

test('an activation pays off a debt first, and passes over empty lots', () => {
  const lots = [lot('1', 40, null, { state: 'pending' }), lot('2', 0, null, { state: 'pending' })]
  expect(activateMoves(lots, 50)).toEqual([
    move('pending', '1', -40),
    move('available', '1', 40),
    move('available', '1', -40),
    move('debt', null, 40),
  ])
  expect(activateMoves(lots, 0)).toEqual([move('pending', '1', -40), move('available', '1', 40)])
})

test('what is left of a lot ends where it is, and what is held stays', () => {
  expect(expireMoves(lot('1', 7, '2026-01-01', { held: 3 }))).toEqual([move('available', '1', -7)])
  expect(expireMoves(lot('1', 7, '2026-01-01', { state: 'pending' }))).toEqual([move('pending', '1', -7)])
})

describe('giving back', () => {
  const piece = (lotId: string, points: number, end: Date | null, home = true) => ({
    lotId,
    points,
    expiresAt: end,
    home,
  })
  const later = new Date('2027-06-01T00:00:00.000Z')
  const back = { debt: 0, at: now, graceDays: 15 }

  test('to a lot that lasts; to a new one after the grace otherwise', () => {
    const past = new Date('2026-11-01T00:00:00.000Z')
    const near = new Date(in15.getTime() - 1)
    const pieces = [
      piece('1', 5, null),
      piece('2', 6, later),
      piece('3', 7, past),
      piece('4', 8, near),
      piece('5', 9, in15),
    ]
    expect(returnMoves(pieces, back)).toEqual({
      moves: [
        move('available', '1', 5),
        move('available', '2', 6),
        move('available', '#0', 7),
        move('available', '#1', 8),
        move('available', '5', 9),
      ],
      newLots: [
        { ref: '#0', parentLotId: '3', points: 7, expiresAt: in15 },
        { ref: '#1', parentLotId: '4', points: 8, expiresAt: in15 },
      ],
    })
  })

  test('to another account: a new lot with the same end', () => {
    const { newLots } = returnMoves([piece('1', 5, null, false), piece('2', 6, later, false)], back)
    expect(newLots.map((one) => one.expiresAt)).toEqual([null, later])
  })

  test('pays off a debt first, from what came first', () => {
    const { moves } = returnMoves([piece('1', 5, null), piece('2', 6, later)], { ...back, debt: 8 })
    expect(moves).toEqual([
      move('available', '1', 5),
      move('available', '2', 6),
      move('available', '1', -5),
      move('available', '2', -3),
      move('debt', null, 8),
    ])
  })

  test('a release keeps a near end, and gives the grace to what ended meanwhile', () => {
    const near = new Date(now.getTime() + 1)
    expect(releaseMoves([piece('1', 5, near), piece('2', 6, now), piece('3', 7, null)], back)).toEqual({
      moves: [
        move('held', '1', -5),
        move('held', '2', -6),
        move('held', '3', -7),
        move('available', '1', 5),
        move('available', '#0', 6),
        move('available', '3', 7),
      ],
      newLots: [{ ref: '#0', parentLotId: '2', points: 6, expiresAt: in15 }],
    })
  })

  test('every point comes back, and none of it ends before the grace', () => {
    const pieces = fc.array(
      fc.record({
        lotId: fc.integer({ min: 1, max: 99 }).map(String),
        points: fc.integer({ min: 1, max: 500 }),
        expiresAt: fc.option(
          fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
          {
            nil: null,
          },
        ),
        home: fc.boolean(),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(pieces, fc.nat(30), fc.nat(2000), (list, graceDays, debt) => {
        const total = list.reduce((all, one) => all + one.points, 0)
        const { moves, newLots } = returnMoves(list, { debt, at: now, graceDays })
        expect(sum(moves)).toBe(total)
        expect(sum(moves, 'debt')).toBe(Math.min(debt, total))
        const graceEndsAt = now.getTime() + graceDays * 86_400_000
        for (const one of newLots) expect(one.expiresAt?.getTime() ?? Infinity).toBeGreaterThanOrEqual(graceEndsAt)
        const released = releaseMoves(list, { debt, at: now, graceDays })
        expect(sum(released.moves)).toBe(0)
        expect(sum(released.moves, 'held') + total).toBe(0)
      }),
    )
  })
})

describe('clawing back', () => {
  const own = (one: { id: string }) => one.id === '2'
  test('own pending, own, other pending, others by their end, debt', () => {
    const lots = [
      lot('1', 10, '2027-01-01'),
      lot('2', 10, null),
      lot('3', 10, '2026-12-01'),
      lot('4', 10, null, { state: 'pending' }),
      lot('5', 10, '2026-12-01', { state: 'pending' }),
      lot('6', 99, '2026-01-01'),
    ]
    expect(clawbackMoves(lots, own, 55, now)).toEqual([
      move('available', '2', -10),
      move('pending', '5', -10),
      move('pending', '4', -10),
      move('available', '3', -10),
      move('available', '1', -10),
      move('debt', null, -5),
    ])
    const ownPending = lots.map((one) => (one.id === '2' ? { ...one, state: 'pending' as const } : one))
    expect(clawbackMoves(ownPending, own, 15, now)).toEqual([move('pending', '2', -10), move('pending', '5', -5)])
  })

  test('what ended unused is let go, after what is left of its own lots and before any other', () => {
    const lots = [lot('1', 50, null), lot('2', 10, null)]
    expect(clawbackMoves(lots, own, 100, now, 90)).toEqual([move('available', '2', -10)])
    expect(clawbackMoves(lots, own, 100, now, 70)).toEqual([move('available', '2', -10), move('available', '1', -20)])
    expect(clawbackMoves([], own, 100, now, 100)).toEqual([])
    expect(clawbackMoves([], own, 100, now, 400)).toEqual([])
    expect(clawbackMoves([], own, 100, now, 60)).toEqual([move('debt', null, -40)])
  })

  test('takes exactly what it should, and owes only what is nowhere', () => {
    fc.assert(
      fc.property(anyLots, fc.integer({ min: 1, max: 20_000 }), (lots, points) => {
        const first = lots[0]?.id
        const moves = clawbackMoves(lots, (one) => one.id === first, points, now)
        expect(sum(moves)).toBe(-points)
        const there = [...holding(lots, 'active', now), ...holding(lots, 'pending', now)]
        const all = there.reduce((total, one) => total + one.remaining, 0)
        expect(-sum(moves, 'debt') + 0).toBe(Math.max(0, points - all))
        expect(new Set(moves.map((one) => one.lotId)).size).toBe(moves.length)
      }),
    )
  })
})

describe('sharing a return out over its lots', () => {
  test('by what each has not got back', () => {
    expect(
      shareBack(10, [
        { lotId: '1', points: 100 },
        { lotId: '2', points: 50 },
      ]),
    ).toEqual([
      { lotId: '1', points: 7 },
      { lotId: '2', points: 3 },
    ])
    expect(
      shareBack(1, [
        { lotId: '1', points: 1 },
        { lotId: '2', points: 50 },
      ]),
    ).toEqual([{ lotId: '2', points: 1 }])
  })

  test('however the parts are cut, each lot gets back exactly what it gave', () => {
    const draws = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(draws, fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 }), (gave, cuts) => {
        const left = gave.map((points, index) => ({ lotId: String(index), points }))
        const rest = () => left.reduce((total, one) => total + one.points, 0)
        for (const cut of [...cuts, Infinity]) {
          const part = Math.min(cut, rest())
          if (part === 0) return
          const shared = shareBack(part, left)
          expect(shared.reduce((total, one) => total + one.points, 0)).toBe(part)
          for (const { lotId, points } of shared) {
            const one = left[Number(lotId)] as { points: number }
            one.points -= points
            expect(one.points).toBeGreaterThanOrEqual(0)
          }
        }
        expect(rest()).toBe(0)
      }),
    )
  })
})

test('a debt is set off against what is available, in the order of use', () => {
  const lots = [lot('1', 10, null), lot('2', 10, '2027-01-01'), lot('3', 10, null, { state: 'pending' })]
  expect(settleDebt(lots, 15, now)).toEqual([
    move('available', '2', -10),
    move('available', '1', -5),
    move('debt', null, 15),
  ])
  expect(settleDebt(lots, 0, now)).toEqual([])
  expect(settleDebt([], 5, now)).toEqual([])
})
