/** This release. Clients send it as `x-client-version: <weapp|h5>/<version>`. */
export const VERSION = '0.1.0'

/** The oldest client that may still call; an older one is told `update_needed`. */
export const CLIENT_VERSION_MIN = '0.1.0'

const parts = (version: string) => version.split('.').map(Number)

/** True when `version` (as "1.4.2") comes before `other`. Anything unreadable counts as old. */
export function isOlder(version: string, other: string) {
  if (!/^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(version)) return true
  const [mine, theirs] = [parts(version), parts(other)]
  const index = mine.findIndex((part, at) => part !== theirs[at])
  return index >= 0 && (mine[index] as number) < (theirs[index] as number)
}
