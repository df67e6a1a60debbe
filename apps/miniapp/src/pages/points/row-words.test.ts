import { signedPoints } from './row-words'

test.each([
  [65, '+65'],
  [-500, '−500'],
  [12_345, '+12,345'],
  [-1200, '−1,200'],
  [0, '+0'],
])('%i points read %s', (points, text) => expect(signedPoints(points)).toBe(text))
