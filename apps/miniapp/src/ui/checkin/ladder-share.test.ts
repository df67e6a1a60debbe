import { filledPercent } from './ladder-share'

const steps = (reached: number) =>
  [1, 3, 7, 14, 30].map((streakDays, index) => ({
    streakDays,
    points: 5,
    couponName: null,
    reached: index < reached,
  }))

test.each([
  [0, 0, 0],
  [1, 1, 0],
  [2, 1, 13],
  [3, 2, 25],
  [6, 2, 44],
  [7, 3, 50],
  [30, 5, 100],
  [31, 5, 100],
])('after %i days, %i steps reached, the line is filled to %i percent', (streak, reached, percent) =>
  expect(filledPercent(steps(reached), streak)).toBe(percent),
)

test('a ladder of one step is empty or full', () => {
  expect(filledPercent(steps(0).slice(0, 1), 0)).toBe(0)
  expect(filledPercent(steps(1).slice(0, 1), 1)).toBe(100)
})
