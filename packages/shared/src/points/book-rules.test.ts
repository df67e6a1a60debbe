import fc from 'fast-check'
import { dueAtOf, dueMoves, nextDue, returningOf, settled, totalsOf, type Book } from './book-rules'
import { anyLots, lot } from './test-lots'

const at = (text: string) => new Date(`${text}T00:00:00.000Z`)
const until = at('2026-12-01')

test.each([
  ['an active lot ends', lot('1', 5, '2026-12-01'), at('2026-12-01')],
  ['one without an end never does', lot('1', 5, null), null],
  ['an empty one has nothing to end', lot('1', 0, '2026-12-01', { held: 4 }), null],
  [
    'a pending one activates',
    lot('1', 5, '2026-12-01', { state: 'pending', activatesAt: at('2026-11-01') }),
    at('2026-11-01'),
  ],
  [
    'or ends before that',
    lot('1', 5, '2026-10-01', { state: 'pending', activatesAt: at('2026-11-01') }),
    at('2026-10-01'),
  ],
  ['or waits for a word', lot('1', 5, null, { state: 'pending' }), null],
])('%s', (_, one, expected) => {
  expect(dueAtOf(one)).toEqual(expected)
})

describe('nextDue', () => {
  const lots = [
    lot('1', 5, '2026-11-20'),
    lot('2', 5, null, { state: 'pending', activatesAt: at('2026-11-20') }),
    lot('10', 5, '2026-11-20'),
    lot('3', 5, '2026-12-02'),
  ]
  const holds = [{ id: '7', endsAt: at('2026-11-20'), lots: [] }]

  test('at one moment: activations, then time-outs, then ends, each by id', () => {
    const kinds: string[] = []
    let book: Book = { lots, holds, debt: 0 }
    for (let due = nextDue(book, until); due; due = nextDue(book, until)) {
      kinds.push(`${due.kind} ${due.kind === 'time_out' ? due.hold.id : due.lot.id}`)
      const { kind } = due
      const id = due.kind === 'time_out' ? due.hold.id : due.lot.id
      book = {
        ...book,
        holds: kind === 'time_out' ? [] : book.holds,
        lots: book.lots.map((one) =>
          one.id !== id
            ? one
            : kind === 'activate'
              ? { ...one, state: 'active', activatesAt: null }
              : { ...one, remaining: 0 },
        ),
      }
    }
    expect(kinds).toEqual(['activate 2', 'time_out 7', 'expire 1', 'expire 10'])
  })

  test('nothing later than asked, and exactly then', () => {
    expect(nextDue({ lots: [lot('3', 5, '2026-12-02')], holds: [], debt: 0 }, until)).toBeNull()
    expect(nextDue({ lots: [lot('3', 5, '2026-12-01')], holds: [], debt: 0 }, until)?.kind).toBe('expire')
    expect(nextDue({ lots: [], holds: [{ id: '1', endsAt: at('2026-12-02'), lots: [] }], debt: 0 }, until)).toBeNull()
  })
})

describe('settled', () => {
  test('activations pay off a debt; what is left ends later', () => {
    const book: Book = {
      lots: [lot('1', 50, '2026-11-25', { state: 'pending', activatesAt: at('2026-11-20') })],
      holds: [],
      debt: 20,
    }
    expect(totalsOf(book)).toEqual({ available: 0, pending: 50, held: 0, debt: 20 })
    expect(totalsOf(settled(book, at('2026-11-20')))).toEqual({ available: 30, pending: 0, held: 0, debt: 0 })
    expect(totalsOf(settled(book, at('2026-11-25')))).toEqual({ available: 0, pending: 0, held: 0, debt: 0 })
  })

  test('a hold that times out after its lot ended gives the grace, which itself may run out', () => {
    const held = lot('1', 0, '2026-11-10', { held: 30 })
    const other = lot('2', 5, null, { held: 10 })
    const lots = [
      { lotId: '1', points: 30 },
      { lotId: '2', points: 10 },
    ]
    const book: Book = { lots: [held, other], holds: [{ id: '9', endsAt: at('2026-11-12'), lots }], debt: 0 }
    expect(totalsOf(settled(book, at('2026-11-11')))).toEqual({ available: 5, pending: 0, held: 40, debt: 0 })
    const after = settled(book, at('2026-11-12'))
    expect(totalsOf(after)).toEqual({ available: 45, pending: 0, held: 0, debt: 0 })
    expect(after.holds).toEqual([])
    expect(after.lots.map((one) => one.expiresAt)).toEqual([at('2026-11-10'), null, at('2026-11-27')])
    expect(totalsOf(settled(book, at('2026-11-27')))).toEqual({ available: 15, pending: 0, held: 0, debt: 0 })
  })

  test('in steps or at once, early or late, it comes to the same', () => {
    const book = fc.record({ lots: anyLots, debt: fc.nat(300) }).map(({ lots, debt }): Book => {
      const held = lots.filter((one) => one.held > 0).map((one) => ({ lotId: one.id, points: one.held }))
      const holds = held.map((draw, index) => ({
        id: String(index + 1),
        endsAt: new Date(at('2026-10-01').getTime() + index * 40 * 86_400_000),
        lots: [draw],
      }))
      return { lots, holds, debt: lots.some((one) => one.state === 'active' && one.remaining > 0) ? 0 : debt }
    })
    fc.assert(
      fc.property(book, fc.array(fc.nat(900), { maxLength: 6 }), (start, days) => {
        const end = at('2028-06-01')
        const steps = [...days].sort((a, b) => a - b)
        const walked = steps.reduce(
          (state, day) => settled(state, new Date(at('2026-01-01').getTime() + day * 86_400_000)),
          start,
        )
        expect(totalsOf(settled(walked, end))).toEqual(totalsOf(settled(start, end)))
        const { debt, available } = totalsOf(settled(start, end))
        expect(debt === 0 || available === 0).toBe(true)
      }),
    )
  })

  test('nothing of the book that came in is changed', () => {
    const lots = [lot('1', 5, '2026-11-20')]
    settled({ lots, holds: [], debt: 0 }, until)
    expect(lots).toEqual([lot('1', 5, '2026-11-20')])
  })
})

test('what is held of a lot that is not there cannot come back', () => {
  expect(() => returningOf([{ lotId: '1', points: 5 }], [])).toThrow('no lot 1')
  expect(returningOf([{ lotId: '1', points: 5 }], [lot('1', 0, null, { held: 5 })])).toEqual([
    { lotId: '1', points: 5, expiresAt: null, home: true },
  ])
})

test('a due thing moves exactly its own', () => {
  const one = lot('1', 5, '2026-11-20', { held: 2 })
  const book: Book = { lots: [one], holds: [], debt: 0 }
  expect(dueMoves(book, { kind: 'expire', at: until, lot: one })).toEqual({
    moves: [{ bucket: 'available', lotId: '1', amount: -5 }],
    newLots: [],
  })
})
