import { judgeMomentOfSigning, nextAttemptAt, signedText } from './rules'

const NOW = new Date('2026-11-22T04:00:00.000Z')
const at = (shiftMs: number) => String(Math.floor((NOW.getTime() + shiftMs) / 1000))

test('a signature is good for five minutes, and as much ahead', () => {
  for (const shift of [0, -299_000, 299_000]) expect(judgeMomentOfSigning(at(shift), NOW).ok).toBe(true)
  for (const shift of [-301_000, 301_000])
    expect(judgeMomentOfSigning(at(shift), NOW)).toEqual({ ok: false, reason: 'signature_late' })
  for (const wrong of ['', 'now', '-1763769600', '1763769600000'])
    expect(judgeMomentOfSigning(wrong, NOW)).toEqual({ ok: false, reason: 'signature_wrong' })
})

test('what is signed names the door, the moment, the word and the body', () => {
  expect(signedText({ path: '/api/open.ping', timestamp: '1', nonce: 'n', bodySha256: 'd' })).toBe(
    'POST\n/api/open.ping\n1\nn\nd',
  )
})

test('attempts are further and further apart, and end', () => {
  const waits = Array.from({ length: 10 }, (_, index) => nextAttemptAt(index + 1, NOW, 0))
  const times = waits.slice(0, 9).map((one) => Number(one))
  expect([...times].sort((a, b) => a - b)).toEqual(times)
  expect(waits[9]).toBeNull()
  expect(times[0]).toBe(NOW.getTime() + 5000)
  expect(Number(nextAttemptAt(1, NOW, 0.999)) - NOW.getTime()).toBeLessThanOrEqual(5500)
})
