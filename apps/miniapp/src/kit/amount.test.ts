import { amountFenOf, typedAmount } from './amount'

test('what a clerk types is fen, to the cent', () => {
  expect(amountFenOf('36.5')).toBe(3650)
  expect(amountFenOf('36')).toBe(3600)
  expect(amountFenOf('0.01')).toBe(1)
  expect(amountFenOf('19.')).toBe(1900)
  for (const none of ['', '0', '0.00', '.5', '1.234', '-1', 'abc', '1e3', '999999999'])
    expect(amountFenOf(none)).toBeNull()
})

const type = (keys: string) => [...keys].reduce(typedAmount, '')

test('the pad makes prices only', () => {
  expect(type('36.50')).toBe('36.50')
  expect(type('36.509')).toBe('36.50')
  expect(type('.5')).toBe('0.5')
  expect(type('05')).toBe('5')
  expect(type('1..2')).toBe('1.2')
  expect(type('123456789')).toBe('1234567')
  expect(typedAmount('36.5', 'back')).toBe('36.')
  expect(typedAmount('', 'back')).toBe('')
})
