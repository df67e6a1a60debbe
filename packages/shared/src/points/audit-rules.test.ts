import { accountByEntries, differences, lotByEntries, type JournalFacts } from './audit-rules'

const journal: JournalFacts = {
  sums: [
    { lotId: '1', bucket: 'available', total: 30 },
    { lotId: '1', bucket: 'held', total: 5 },
    { lotId: '2', bucket: 'pending', total: 20 },
    { lotId: null, bucket: 'debt', total: -7 },
  ],
  entries: 6,
  lastSeq: 6,
}
const account = { available: 30, pending: 20, held: 5, debt: 7, seq: 6 }
const lots = [
  { id: '1', state: 'active', remaining: 30, held: 5 },
  { id: '2', state: 'pending', remaining: 20, held: 0 },
] as const

test('an account and its lots follow from the entries', () => {
  expect(accountByEntries(journal)).toEqual(account)
  expect(lots.map((lot) => lotByEntries(lot.id, lot.state, journal.sums))).toEqual(lots)
  expect(differences(account, lots, journal)).toEqual([])
})

test('a lot is active as soon as something of it is, and keeps its state once it is empty', () => {
  const sums = [
    { lotId: '1', bucket: 'pending' as const, total: 0 },
    { lotId: '1', bucket: 'available' as const, total: 3 },
  ]
  expect(lotByEntries('1', 'pending', sums).state).toBe('active')
  expect(lotByEntries('1', 'active', [{ lotId: '1', bucket: 'pending', total: 3 }]).state).toBe('pending')
  expect(lotByEntries('2', 'pending', sums)).toEqual({ id: '2', state: 'pending', remaining: 0, held: 0 })
})

test.each([
  ['available', { ...account, available: 31 }, lots, journal, ['available 31, by the entries 30']],
  ['pending', { ...account, pending: 0 }, lots, journal, ['pending 0, by the entries 20']],
  ['held', { ...account, held: 4 }, lots, journal, ['held 4, by the entries 5']],
  ['debt', { ...account, debt: 0 }, lots, journal, ['debt 0, by the entries 7']],
  ['the count', { ...account, seq: 5 }, lots, journal, ['entries 5, by the entries 6']],
  ['a gap', account, lots, { ...journal, entries: 5 }, ['5 entries, numbered up to 6']],
  [
    'a lot',
    account,
    [{ ...lots[0], remaining: 29 }, lots[1]],
    journal,
    ['lot 1 active 29 and 5 held, by the entries active 30 and 5 held'],
  ],
  [
    'what a lot holds',
    account,
    [{ ...lots[0], held: 6 }, lots[1]],
    journal,
    ['lot 1 active 30 and 6 held, by the entries active 30 and 5 held'],
  ],
  [
    'a lot’s state',
    account,
    [lots[0], { ...lots[1], state: 'active' as const }],
    journal,
    ['lot 2 active 20 and 0 held, by the entries pending 20 and 0 held'],
  ],
  ['a lost lot', account, [lots[0]], journal, ['lot 2 has entries and no row']],
])('a difference is told: %s', (_, wrong, wrongLots, wrongJournal, facts) => {
  expect(differences(wrong, wrongLots, wrongJournal)).toEqual(facts)
})
