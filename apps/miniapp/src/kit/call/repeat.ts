import { CallFailed } from './failure'

/** Waits before the second, third and fourth try. */
const WAITS_MS = [300, 900, 2000]
const WAIT_MAX_MS = 5000
/** Nobody stands at a counter longer: no try begins after this. */
const PATIENCE_MS = 15_000

const PASSING = new Set(['key_in_flight', 'busy', 'stopping', 'wechat_unavailable', 'offline', 'timeout'])

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const mayPass = (thrown: unknown): thrown is CallFailed => thrown instanceof CallFailed && PASSING.has(thrown.code)

/** Tries again, a few times, what may pass by itself. Jitter keeps a shop full of phones from coming back in step. */
export const repeating = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  const startedMs = Date.now()
  for (const waitMs of WAITS_MS) {
    try {
      return await attempt()
    } catch (thrown) {
      if (!mayPass(thrown) || Date.now() - startedMs > PATIENCE_MS) throw thrown
      await sleep(Math.min(Math.max(waitMs, thrown.retryAfterMs), WAIT_MAX_MS) * (0.75 + Math.random() / 2))
    }
  }
  return attempt()
}
