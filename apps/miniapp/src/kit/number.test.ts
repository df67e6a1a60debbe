import { foldText, pointsText, priceText, yuanText } from './number'

test.each([
  [0, '0'],
  [999, '999'],
  [2480, '2,480'],
  [1_234_567, '1,234,567'],
  [-1200, '-1,200'],
])('%i points', (points, said) => expect(pointsText(points)).toBe(said))

test.each([
  [500, '5.00', '5'],
  [3270, '32.70', '32.7'],
  [1995, '19.95', '19.95'],
  [10_000, '100.00', '100'],
  [5, '0.05', '0.05'],
  [123_456_700, '1,234,567.00', '1,234,567'],
])('%i fen', (amountFen, price, short) => {
  expect(priceText(amountFen)).toBe(price)
  expect(yuanText(amountFen)).toBe(short)
})

test('a percentage to pay is said in tenths', () => {
  expect([850, 900, 785].map(foldText)).toEqual(['8.5', '9', '7.85'])
})
