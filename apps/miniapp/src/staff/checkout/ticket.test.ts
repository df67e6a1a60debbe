import { basketOf, EMPTY_TICKET, lineOf, receiptOk, totalFenOf } from './ticket'

test('an amount alone, or goods that say what they cost', () => {
  expect(basketOf(EMPTY_TICKET)).toBeNull()
  expect(basketOf({ ...EMPTY_TICKET, amount: '36.5' })).toEqual({ amountFen: 3650 })
  const bread = lineOf({ name: ' 海盐可颂 ', price: '13', quantity: 2 })
  expect(bread).toEqual({ name: '海盐可颂', category: '其他', quantity: 2, amountFen: 2600 })
  const ticket = { ...EMPTY_TICKET, amount: '99', lines: bread ? [bread] : [] }
  expect(basketOf(ticket)).toEqual({ lines: [bread] })
  expect(totalFenOf(ticket)).toBe(2600)
  expect(totalFenOf(EMPTY_TICKET)).toBe(0)
})

test('goods need a name and a price', () => {
  expect(lineOf({ name: '', price: '13', quantity: 1 })).toBeNull()
  expect(lineOf({ name: '可颂', price: '', quantity: 1 })).toBeNull()
})

test('a receipt number is optional, and what is printed on receipts', () => {
  for (const fine of ['', '  ', 'A-20261122-17', ' 8891 ']) expect(receiptOk(fine)).toBe(true)
  for (const wrong of ['小票', 'a b', 'x'.repeat(41)]) expect(receiptOk(wrong)).toBe(false)
})
