import { cleanCode, judgeCodes, lengthFor, patternOf, spaceOf } from './code-rules'

test('a code is what is left without spaces, dashes and small letters', () => {
  expect(cleanCode(' sp-23 ab7k ')).toBe('SP23AB7K')
  for (const none of ['', 'abc', 'a b', '春季2026', 'x'.repeat(33), 'a_b_c_d']) expect(cleanCode(none)).toBeNull()
})

test('many codes need more characters', () => {
  expect(patternOf('SP', 6)).toBe('SP######')
  expect(spaceOf(2)).toBe(31 * 31)
  expect(judgeCodes({ length: 6, total: 10_000 })).toEqual({ ok: false, reason: 'codes_guessable' })
  expect(judgeCodes({ length: 8, total: 10_000 }).ok).toBe(true)
  for (const total of [1, 100, 10_000, 1_000_000]) {
    const length = lengthFor(total)
    expect(judgeCodes({ length, total }).ok).toBe(true)
    expect(judgeCodes({ length: length - 1, total }).ok).toBe(length - 1 < 4)
  }
})
