/** What a database error means for the caller. Anything unnamed is `other`: a bug, or an engine in trouble. */
export type DbFault = 'duplicate' | 'retry' | 'lost' | 'other'

const RETRY = new Set([1213, 1205, 1020, 3572, 9007, 8022])
const LOST = new Set([1047, 1053, 1180, 1927, 2006, 2013])
const LOST_CODES = /^(ECONN|EPIPE|ETIMEDOUT|PROTOCOL_)/

/**
 * `duplicate`: a unique key stands in the way. `retry`: the engine undid the transaction, run it again as a whole. `lost`: the
 * connection broke, and a COMMIT on its way may have taken effect: look the key up before doing anything else.
 */
export function dbFault(error: unknown): DbFault {
  const driver = (error as { driverError?: unknown } | null)?.driverError ?? error
  const { code = '', errno = 0, message = '' } = (driver ?? {}) as { code?: string; errno?: number; message?: string }
  if (errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY')
    return 'duplicate'
  if (RETRY.has(errno) || code.startsWith('SQLITE_BUSY')) return 'retry'
  if (LOST.has(errno) || LOST_CODES.test(code) || /closed state/.test(message)) return 'lost'
  return 'other'
}

export const isDuplicate = (error: unknown) => dbFault(error) === 'duplicate'
