import { setTimeout as pause } from 'node:timers/promises'
import { isBusy } from '#server/platform/wechat/errcodes'

const RETRIES = 2
const BASE_MS = 100

/** Between one and two times a pause that doubles, so that callers who failed together do not come back together. */
const pauseMs = (attempt: number) => BASE_MS * 2 ** attempt * (1 + Math.random())

/**
 * "System busy" (-1) is WeChat's word for "try again". Only that is repeated: after a lost connection a one-time code may have
 * been spent, and the caller learns no more from asking twice.
 */
export const retryWhenBusy = async <T>(ask: () => Promise<T>, attempt = 0): Promise<T> => {
  try {
    return await ask()
  } catch (error) {
    if (attempt >= RETRIES || !isBusy(error)) throw error
    await pause(pauseMs(attempt))
    return retryWhenBusy(ask, attempt + 1)
  }
}
