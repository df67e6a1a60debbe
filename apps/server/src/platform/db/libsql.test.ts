import { SafeLibsql } from './libsql'

let db: SafeLibsql
beforeEach(() => {
  db = new SafeLibsql(':memory:')
  db.exec('CREATE TABLE thing (a, b)')
})
afterEach(() => db.close())

const roundTrip = (value: unknown) => {
  db.prepare('INSERT INTO thing (a) VALUES (?)').run(value)
  return db.prepare('SELECT a FROM thing').get()?.['a']
}

// Each of these aborts the process, throws, or comes back changed when given to the binding as it is.
test.each<[string, unknown, unknown]>([
  ['true', true, 1],
  ['false', false, 0],
  ['a lone null', null, null],
  ['undefined', undefined, null],
  ['a lone Date', new Date('2026-11-22T10:00:00.123Z'), '2026-11-22 10:00:00.123'],
  ['a lone Buffer', Buffer.from([1, 0, 2]), Buffer.from([1, 0, 2])],
])('%s goes in and comes out', (_, value, expected) => {
  expect(roundTrip(value)).toEqual(expected)
})

test('rows are plain: no key that was not asked for', () => {
  db.prepare('INSERT INTO thing VALUES (?, ?)').run(1, 2)
  expect(db.prepare('SELECT a, b FROM thing').get()).toEqual({ a: 1, b: 2 })
  expect(db.prepare('SELECT a FROM thing').all()).toEqual([{ a: 1 }])
})

test('too few or too many parameters are refused', () => {
  expect(() => db.prepare('INSERT INTO thing VALUES (?, ?)').run(1)).toThrow('takes 2 parameters, got 1')
  expect(() => db.prepare('INSERT INTO thing (a) VALUES (?)').run(1, 2)).toThrow('takes 1 parameters, got 2')
})

test('a pragma asked for simply answers its value', () => {
  expect(db.pragma('user_version', { simple: true })).toBe(0)
})
