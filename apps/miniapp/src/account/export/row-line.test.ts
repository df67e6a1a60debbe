import { rowLine } from './row-line'

test('a row reads as names and values', () => {
  expect(rowLine({ nickname: '林小满', birthday: null, points: 5, stores: ['1', '2'] })).toBe(
    'nickname: 林小满 · birthday: 无 · points: 5 · stores: ["1","2"]',
  )
})
