import { messageOf } from './entrance'

test.each([
  [undefined, null],
  [{}, null],
  [{ query: {} }, null],
  [{ query: { m: '42' } }, '42'],
  [{ query: { m: '0' } }, null],
  [{ query: { m: 'x; drop' } }, null],
])('%j names %s', (entrance, expected) => {
  expect(messageOf(entrance)).toBe(expected)
})
