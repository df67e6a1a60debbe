import { agoText, clockText, countdownText, dayOf, daysLeft, dayText, endText, momentText, weekdayText } from './time'

const TODAY = 20_261_122
/** An instant of the brand's clock, +08:00. */
const at = (local: string) => new Date(`${local}+08:00`).toISOString()

test.each([
  ['2026-11-22T22:00:00', '今晚 22:00'],
  ['2026-11-22T09:52:00', '今天 09:52'],
  ['2026-11-23T10:00:00', '明天 10:00'],
  ['2026-11-21T00:00:00', '昨天 00:00'],
  ['2026-11-29T22:00:00', '11月29日 22:00'],
  ['2027-01-03T08:05:00', '2027年1月3日 08:05'],
])('%s is said as %s', (local, said) => expect(momentText(at(local), TODAY)).toBe(said))

test.each([
  ['2026-11-23T00:00:00', '今晚 24:00', 0],
  ['2026-11-22T23:59:59.999', '今晚 24:00', 0],
  ['2026-11-22T22:00:00', '今晚 22:00', 0],
  ['2026-11-22T09:00:00', '今天 09:00', 0],
  ['2026-11-24T00:00:00', '明天 24:00', 1],
  ['2026-11-30T00:00:00', '11月29日', 7],
  ['2027-01-01T00:00:00', '12月31日', 39],
  ['2027-01-02T00:00:00', '2027年1月1日', 40],
])('what ends at %s ends %s', (local, said, left) => {
  expect(endText(at(local), TODAY)).toBe(said)
  expect(daysLeft(at(local), TODAY)).toBe(left)
})

test.each([
  [0, '0:00'],
  [-5, '0:00'],
  [59_999, '0:59'],
  [179_000, '2:59'],
  [600_000, '10:00'],
  [8_408_000, '02:20:08'],
])('%i ms left is %s', (leftMs, said) => expect(countdownText(leftMs)).toBe(said))

test.each([
  [30, '刚刚'],
  [8 * 60, '8 分钟前'],
  [3 * 3600, '3 小时前'],
  [50 * 3600, '2 天前'],
])('%i seconds ago is %s', (seconds, said) => {
  const nowMs = Date.UTC(2026, 10, 22, 2)
  expect(agoText(new Date(nowMs - seconds * 1000).toISOString(), nowMs)).toBe(said)
})

test('days and clocks follow the brand, not the machine', () => {
  expect(clockText('2026-11-22T16:05:00.000Z')).toBe('00:05')
  expect(dayOf('2026-11-22T16:05:00.000Z')).toBe(20_261_123)
  expect(dayText(20_261_129)).toBe('11月29日')
  expect(weekdayText(20_261_122)).toBe('周日')
})
