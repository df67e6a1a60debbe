import { signedPoints, stateOf } from './row-words'

test.each([
  [65, '+65'],
  [-500, '−500'],
  [12_345, '+12,345'],
  [-1200, '−1,200'],
  [0, '0'],
])('%i points read %s', (points, text) => expect(signedPoints(points)).toBe(text))

test('an earning that brings nothing yet is on its way; one that a limit took away says so', () => {
  expect(stateOf({ act: 'earn', points: 10, granted: 10 })).toBe('已到账')
  expect(stateOf({ act: 'earn', points: 0, granted: 10 })).toBe('在路上')
  expect(stateOf({ act: 'earn', points: 0, granted: 0 })).toBe('到上限了')
  expect(stateOf({ act: 'capture', points: -10, granted: 0 })).toBe('已用掉')
})
