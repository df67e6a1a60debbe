import { dateText, dateValue, dayOfValue } from './date-value'

test('a day goes to the picker and back', () => {
  expect(dateValue(19950108)).toBe('1995-01-08')
  expect(dayOfValue('1995-01-08')).toBe(19950108)
  expect(dayOfValue(dateValue(20261122))).toBe(20261122)
  expect(dateText(19950108)).toBe('1995年1月8日')
})
