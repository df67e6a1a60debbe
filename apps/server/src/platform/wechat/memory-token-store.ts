import type { StoredToken, TokenStore } from '#server/platform/wechat/token-store'

/** Enough for one process and for tests; a second process would fetch a token of its own. */
export const createMemoryTokenStore = (): TokenStore => {
  let stored: StoredToken | null = null
  let last: Promise<unknown> = Promise.resolve()
  return {
    read: () => Promise.resolve(stored),
    write: (next) => {
      stored = next
      return Promise.resolve()
    },
    lock: (work) => {
      const turn = last.then(work)
      // The next one waits for the end of this turn whatever its outcome, which its own caller learns through `turn`.
      last = turn.then(
        () => undefined,
        () => undefined,
      )
      return turn
    },
  }
}
