import { percentOf } from './share'

test.each([
  [0, 100, 0],
  [1860, 2500, 74],
  [2499, 2500, 99],
  [2500, 2500, 100],
  [9000, 2500, 100],
  [-5, 2500, 0],
  [0, 0, 100],
])('%i of %i is %i percent', (value, goal, percent) => expect(percentOf(value, goal)).toBe(percent))
