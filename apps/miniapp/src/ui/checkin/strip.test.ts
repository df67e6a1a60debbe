import { stripOf } from './strip'

const drawn = (streak: number, checkedIn: boolean) =>
  stripOf(streak, checkedIn)
    .map(({ state }) => ({ done: 'x', today: 'o', later: '.' })[state])
    .join('')

test.each([
  [0, false, 'o......', 1],
  [1, true, 'x......', 1],
  [6, false, 'xxxxxxo', 1],
  [7, true, 'xxxxxxx', 1],
  [7, false, 'o......', 8],
  [8, true, 'x......', 8],
  [13, false, 'xxxxxxo', 8],
])('a streak of %i, checked in today %s, is drawn %s from day %i', (streak, checkedIn, strip, first) => {
  expect(drawn(streak, checkedIn)).toBe(strip)
  expect(stripOf(streak, checkedIn)[0]?.number).toBe(first)
})
