import { code128, code128Values, modulesOf } from './code128'

const SAMPLE = Array.from({ length: 103 }, (_, value) => value)

test('"PJJ123C" in set B has check value 55 (54 in the well-known example, which starts in set A: one less)', () => {
  expect(code128Values('PJJ123C')).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106])
})

test('"Wikipedia" in set B has check value 88', () => {
  expect(code128Values('Wikipedia').slice(-2)).toEqual([88, 106])
})

test('eight digits take set C: start, four pairs, check, stop', () => {
  // 105 + 12·1 + 34·2 + 56·3 + 78·4 = 665; 665 mod 103 = 47
  expect(code128Values('12345678')).toEqual([105, 12, 34, 56, 78, 47, 106])
  expect(modulesOf(code128('12345678'))).toBe(11 * 6 + 13)
})

test('the bars of "00" are start C, 00, check 2, stop', () => {
  expect(code128('00').join('')).toBe('211232' + '212222' + '222221' + '2331112')
})

test('every symbol is 11 modules wide with an even number of dark ones, and no two are alike', () => {
  const drawn = SAMPLE.map((value) => code128(String(value).padStart(2, '0')).slice(6, 12)).slice(0, 100)
  for (const widths of drawn) {
    const [a = 0, , b = 0, , c = 0] = widths
    expect(modulesOf(widths)).toBe(11)
    expect((a + b + c) % 2).toBe(0)
  }
  expect(new Set(drawn.map(String)).size).toBe(100)
})

test('an odd number of digits falls back to set B', () => expect(code128Values('123')[0]).toBe(104))

test.each(['', 'é', '\n'])('refuses %j', (text) => expect(() => code128(text)).toThrow(RangeError))
