import { endsSoon } from './soon'

test.each([
  ['2026-11-22T16:00:00.000Z', true],
  ['2027-01-21T16:00:00.000Z', true],
  ['2027-01-22T16:00:00.000Z', false],
  ['2027-11-22T16:00:00.000Z', false],
])('on 22 November 2026, an end at %s is soon: %s', (at, soon) => expect(endsSoon(at, 20261122)).toBe(soon))
