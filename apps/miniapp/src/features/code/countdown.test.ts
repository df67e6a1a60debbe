import { renewAfterMs, secondsUntil } from './countdown'

test.each([
  [60_000, 0, 60],
  [60_000, 59_001, 1],
  [60_000, 60_000, 0],
  [60_000, 90_000, 0],
])('until %i, at %i, %i seconds are left', (end, now, seconds) => expect(secondsUntil(end, now)).toBe(seconds))

test.each([
  [60_000, 0, 55_000],
  [60_000, 54_000, 1_000],
  [60_000, 58_000, 0],
  [60_000, 99_000, 0],
])('a code that ends at %i is renewed, at %i, after %i ms', (end, now, ms) => expect(renewAfterMs(end, now)).toBe(ms))
