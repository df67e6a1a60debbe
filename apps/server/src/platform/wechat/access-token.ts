import type { StoredToken, TokenStore } from '#server/platform/wechat/token-store'

// Answers may be minutes on their way and clocks differ a little. WeChat gives out the next stable token from five minutes
// before the end, so within this margin a fetch is sure to bring another one.
const MARGIN_MS = 120_000

type Options = { store: TokenStore; fetchToken: () => Promise<StoredToken>; now: () => number }

/**
 * The access token, fetched once for all who need it: callers in this process share one flight, processes share the store and
 * its lock (R4). Pass the token that WeChat refused to be given another.
 */
export const createAccessToken = ({ store, fetchToken, now }: Options) => {
  // By the token that was refused: who was refused the newest one must not join a flight that may land on it.
  const flights = new Map<string | undefined, Promise<string>>()

  const usable = (stored: StoredToken | null, refused: string | undefined) =>
    stored !== null && stored.token !== refused && stored.endsAt.getTime() - now() > MARGIN_MS

  const refresh = (refused: string | undefined) =>
    store.lock(async () => {
      const stored = await store.read()
      // Another process was faster while this one waited for the lock.
      if (stored !== null && usable(stored, refused)) return stored.token
      const fresh = await fetchToken()
      await store.write(fresh)
      return fresh.token
    })

  return async (refused?: string): Promise<string> => {
    const stored = await store.read()
    if (stored !== null && usable(stored, refused)) return stored.token
    const flight = flights.get(refused) ?? refresh(refused).finally(() => flights.delete(refused))
    flights.set(refused, flight)
    return flight
  }
}
