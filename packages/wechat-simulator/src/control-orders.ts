import type { Fault, Mishap } from '#simulator/state/faults'
import type { Phone, UserChange } from '#simulator/state/users'

type Order = Readonly<Record<string, unknown>>

/** An order to the control plane that cannot be meant; told with HTTP 400, unlike anything WeChat says. */
export class InvalidOrder extends Error {
  override readonly name = 'InvalidOrder'
}

export const orderOf = (text: string | undefined): Order => {
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    throw new InvalidOrder('the body must be JSON')
  }
  if (typeof value !== 'object' || value === null) throw new InvalidOrder('the body must be a JSON object')
  return { ...value }
}

export const keyOf = ({ key }: Order) => {
  if (typeof key !== 'string' || key === '' || key.length > 64) throw new InvalidOrder('key: 1 to 64 characters')
  return key
}

export const idOf = (order: Order, name: string) => {
  const value = order[name]
  if (typeof value !== 'string' || !/^[\w-]{1,64}$/.test(value)) throw new InvalidOrder(`${name}: letters and digits`)
  return value
}

const phoneOf = ({ phone, countryCode = '86' }: Order): Phone | null => {
  if (phone === null) return null
  if (typeof phone !== 'string' || !/^\d{5,15}$/.test(phone)) throw new InvalidOrder('phone: 5 to 15 digits')
  if (typeof countryCode !== 'string' || !/^\d{1,4}$/.test(countryCode)) throw new InvalidOrder('countryCode: digits')
  return { countryCode, number: phone }
}

export const userOrder = (order: Order): UserChange => {
  const { openid, unionid, phone, blocked } = order
  if (blocked !== undefined && typeof blocked !== 'boolean') throw new InvalidOrder('blocked: true or false')
  return {
    ...(openid !== undefined && { openId: idOf(order, 'openid') }),
    ...(unionid !== undefined && { unionId: unionid === null ? null : idOf(order, 'unionid') }),
    ...(phone !== undefined && { phone: phoneOf(order) }),
    ...(blocked !== undefined && { blocked }),
  }
}

export const clockOrder = ({ advanceMs, at }: Order): { advanceMs: number } | { atMs: number } => {
  if (Number.isSafeInteger(advanceMs) && at === undefined) return { advanceMs: Number(advanceMs) }
  const atMs = typeof at === 'string' || typeof at === 'number' ? new Date(at).getTime() : Number.NaN
  if (Number.isNaN(atMs) || advanceMs !== undefined) {
    throw new InvalidOrder('clock: either advanceMs (whole number) or at (ISO 8601 or milliseconds)')
  }
  return { atMs }
}

export const wholeOf = (order: Order, name: string, [low, high]: readonly [number, number]) => {
  const value = order[name]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    throw new InvalidOrder(`${name}: a whole number from ${low} to ${high}`)
  }
  return value
}

const MISHAPS: Record<string, (order: Order) => Mishap> = {
  errcode: (order) => ({ kind: 'errcode', errcode: wholeOf(order, 'errcode', [-1, 999_999_999]) }),
  status: (order) => ({ kind: 'status', status: wholeOf(order, 'status', [400, 599]) }),
  text: ({ text }) => {
    if (typeof text !== 'string') throw new InvalidOrder('text: a string')
    return { kind: 'text', text }
  },
  drop: ({ drop: when }) => {
    if (when !== 'before' && when !== 'after') throw new InvalidOrder('drop: "before" or "after" the work')
    return { kind: 'drop', when }
  },
}

const mishapOf = (order: Order): Mishap => {
  const named = Object.entries(MISHAPS).filter(([name]) => order[name] !== undefined)
  const [first] = named
  if (named.length > 1) throw new InvalidOrder('one of errcode, status, text, drop')
  if (first) return first[1](order)
  if (order.delayMs === undefined) throw new InvalidOrder('name errcode, status, text, drop or delayMs')
  return { kind: 'none' }
}

/** A path that no endpoint has is refused: a typing error would otherwise be a fault that never strikes. */
export const faultOrder = (order: Order, paths: readonly string[]): Fault => {
  const { path } = order
  if (typeof path !== 'string' || !(path === '*' || paths.includes(path))) {
    throw new InvalidOrder(`path: "*" or one of ${paths.join(' ')}`)
  }
  return {
    path,
    timesLeft: order.times === undefined ? 1 : wholeOf(order, 'times', [1, 1_000_000]),
    delayMs: order.delayMs === undefined ? 0 : wholeOf(order, 'delayMs', [0, 600_000]),
    mishap: mishapOf(order),
  }
}
