import { isSigned } from '#simulator/api/session-signature'

// The example that WeChat's own guide to the session signature computes.
const KEY = 'o0q0otL8aEzpcZL/FT9WsQ=='
const TEXT = '{"foo":"bar"}'
const SIGNATURE = '654571f79995b2ce1e149e53c0a33dc39c0a74090db514261454e8dbe432aa0b'

test('accepts the published signature, and none beside it', () => {
  expect(isSigned(SIGNATURE, KEY, TEXT)).toBe(true)
  expect(isSigned(SIGNATURE, KEY, '{"foo":"baz"}')).toBe(false)
  expect(isSigned(SIGNATURE, 'o0q0otL8aEzpcZL/FT9WsR==', TEXT)).toBe(false)
  expect(isSigned(SIGNATURE.slice(2), KEY, TEXT)).toBe(false)
  expect(isSigned('', KEY, TEXT)).toBe(false)
})
