import { serverNowMs, setServerNow } from './clock'

const at = (ms: number) => new Date(Date.now() + ms).toISOString()

test('a clock that is right is left alone; one that is wrong follows the server', () => {
  setServerNow(at(-900))
  expect(Math.abs(serverNowMs() - Date.now())).toBeLessThan(20)
  setServerNow(at(3_600_000))
  expect(Math.abs(serverNowMs() - Date.now() - 3_600_000)).toBeLessThan(20)
  setServerNow(at(100))
  expect(Math.abs(serverNowMs() - Date.now())).toBeLessThan(20)
})
