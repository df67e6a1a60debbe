export type StoredToken = { token: string; endsAt: Date }

/** Where all processes of a deployment keep the one access token. WeChat asks for room for at least 512 characters. */
export type TokenStore = {
  read: () => Promise<StoredToken | null>
  write: (stored: StoredToken) => Promise<void>
  /**
   * Runs `work` while nobody else, in any process, runs theirs. The work asks WeChat and may take half a minute, so this must
   * not be a database transaction held open.
   */
  lock: <T>(work: () => Promise<T>) => Promise<T>
}
