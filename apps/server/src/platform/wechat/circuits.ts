import { WeChatError } from '#server/platform/wechat/wechat-error'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const BEIJING_AHEAD_MS = 8 * 3_600_000

/** The daily quotas begin anew at midnight in Beijing. */
const nextBeijingDay = (nowMs: number) =>
  (Math.floor((nowMs + BEIJING_AHEAD_MS) / DAY_MS) + 1) * DAY_MS - BEIJING_AHEAD_MS

const openUntil = (errcode: number | null, nowMs: number) => {
  if (errcode === 45009) return nextBeijingDay(nowMs)
  if (errcode === 45011 || errcode === 44991) return nowMs + MINUTE_MS
  if (errcode === 44990) return nowMs + SECOND_MS
  return null
}

/**
 * One circuit per path: after a quota error nobody asks there again before the quota has room, since each further call would
 * only prolong the refusal. Kept per process: with several, each learns it from one refused call of its own.
 */
export const createCircuits = (now: () => number) => {
  const open = new Map<string, { untilMs: number; errcode: number | null }>()

  const refuseIfOpen = (path: string) => {
    const circuit = open.get(path)
    if (!circuit) return
    const retryAfterMs = circuit.untilMs - now()
    if (retryAfterMs <= 0) {
      open.delete(path)
      return
    }
    throw new WeChatError({
      kind: 'unavailable',
      path,
      errcode: circuit.errcode,
      retryAfterMs,
      note: 'not asked, a quota is spent',
    })
  }

  /** Opens the circuit when the error says so, and answers the error to throw on. */
  const judged = (error: unknown) => {
    if (!(error instanceof WeChatError)) return error
    const untilMs = openUntil(error.errcode, now())
    if (untilMs === null) return error
    open.set(error.path, { untilMs, errcode: error.errcode })
    const { kind, path, errcode, rid } = error
    return new WeChatError({
      kind,
      path,
      errcode,
      rid,
      retryAfterMs: untilMs - now(),
      note: 'a quota is spent',
    })
  }

  return async <T>(path: string, ask: () => Promise<T>): Promise<T> => {
    refuseIfOpen(path)
    try {
      return await ask()
    } catch (error) {
      throw judged(error)
    }
  }
}
