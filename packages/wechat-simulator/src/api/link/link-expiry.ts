import { isWhole } from '#simulator/api/body'
import type { Call } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MAX_DAYS = 30

/** Since 2023 no link of these kinds lives longer, also one that names no end. */
const LONGEST_MS = MAX_DAYS * DAY_MS

const BY_TIME = 0
const BY_INTERVAL = 1

const timeOf = ({ expire_time: at }: Call['body'], nowMs: number) => {
  if (!isWhole(at)) return fail(85401)
  const endsAtMs = at * 1000
  return endsAtMs < nowMs + MINUTE_MS || endsAtMs > nowMs + LONGEST_MS ? fail(85401) : endsAtMs
}

const intervalOf = ({ expire_interval: days }: Call['body'], nowMs: number) =>
  !isWhole(days) || days < 1 || days > MAX_DAYS ? fail(85401) : nowMs + days * DAY_MS

/** When a link ends by the fields of its request; `named` tells whether those fields count at all. */
export const endOf = (body: Call['body'], named: boolean, nowMs: number) => {
  if (!named) return nowMs + LONGEST_MS
  const { expire_type: type = BY_TIME } = body
  if (type === BY_TIME) return timeOf(body, nowMs)
  return type === BY_INTERVAL ? intervalOf(body, nowMs) : fail(85401)
}
