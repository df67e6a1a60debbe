import fc from 'fast-check'
import { addDays, addMonths, daysBetween, daysOfMonth, isDay, monthOf, weekdayOf } from './day'
import { maskName, maskPhone } from './mask'
import { isOlder } from '../version'

const anyDay = fc.integer({ min: 0, max: 36_000 }).map((offset) => addDays(20000101, offset))

test('days go forth and back', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
      fc.pre(isDay(addDays(day, count)))
      expect(daysBetween(day, addDays(day, count))).toBe(count)
      expect((weekdayOf(day) + (((count % 7) + 7) % 7)) % 7).toBe(weekdayOf(addDays(day, count)))
    }),
  )
})

test('days that do not exist are known', () => {
  expect([20260229, 20280229, 20261301, 20260431, 20260100, 1.5].map(isDay)).toEqual([
    false,
    true,
    false,
    false,
    false,
    false,
  ])
})

test('months', () => {
  expect([addMonths(202612, 1), addMonths(202601, -1), addMonths(202611, 14)]).toEqual([202701, 202512, 202801])
  expect([daysOfMonth(202602).length, daysOfMonth(202802).length, daysOfMonth(202612).length]).toEqual([28, 29, 31])
  expect(monthOf(20261122)).toBe(202611)
})

test('masks keep the first three and last two of a phone, and only the first of a name', () => {
  expect([maskPhone('13812345678'), maskPhone('12345'), maskPhone('123')]).toEqual(['138******78', '12*45', '***'])
  expect([maskName('林小满'), maskName('王'), maskName(' 𠮷野家 '), maskName('')]).toEqual([
    '林**',
    '王**',
    '𠮷**',
    '**',
  ])
})

test('versions compare by number, and an unreadable one is old', () => {
  expect([
    isOlder('0.9.0', '0.10.0'),
    isOlder('0.10.0', '0.9.0'),
    isOlder('1.0.0', '1.0.0'),
    isOlder('x', '0.1.0'),
  ]).toEqual([true, false, false, true])
})
