import { NUMBER, wrongParameter } from '#simulator/pay/failure'

/** Judges one value of a body and hands it back with its type; `at` names it in the refusal. */
export type Rule<T> = (value: unknown, at: string) => T

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Counts characters, not code units, as the documentation of Pay does. */
export const text =
  (low: number, high: number, pattern?: RegExp): Rule<string> =>
  (value, at) => {
    if (value === undefined) return wrongParameter(at, 'is missing')
    if (typeof value !== 'string') return wrongParameter(at, 'must be a string')
    const { length } = [...value]
    if (length < low || length > high) return wrongParameter(at, `must have ${low} to ${high} characters`)
    if (pattern && !pattern.test(value)) return wrongParameter(at, 'has a wrong form')
    return value
  }

export const whole =
  (low: number, high: number): Rule<number> =>
  (value, at) => {
    if (value === undefined) return wrongParameter(at, 'is missing')
    if (typeof value !== 'number' || !Number.isInteger(value)) return wrongParameter(at, 'must be a whole number')
    if (value < low || value > high) return wrongParameter(at, `must be ${low} to ${high}`, NUMBER.outOfRange)
    return value
  }

export const flag: Rule<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : wrongParameter(at, 'must be true or false')

export const oneOf =
  <const T extends string>(...names: readonly T[]): Rule<T> =>
  (value, at) =>
    names.find((name) => name === value) ?? wrongParameter(at, `must be one of ${names.join(' ')}`)

export const optional =
  <T>(rule: Rule<T>): Rule<T | undefined> =>
  (value, at) =>
    value === undefined ? undefined : rule(value, at)

export const list =
  <T>(rule: Rule<T>, most: number): Rule<T[]> =>
  (value, at) => {
    if (!Array.isArray(value) || value.length > most) return wrongParameter(at, `must be a list of at most ${most}`)
    return value.map((item: unknown, index) => rule(item, `${at}/${index}`))
  }

type Shape = Record<string, Rule<unknown>>
type Shaped<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> }

/** A field that Pay does not know is refused, as it is there. */
export const shape =
  <S extends Shape>(rules: S): Rule<Shaped<S>> =>
  (value, at) => {
    if (!isRecord(value)) return wrongParameter(at === '' ? '/' : at, 'must be an object')
    const stranger = Object.keys(value).find((name) => !Object.hasOwn(rules, name))
    if (stranger !== undefined) return wrongParameter(`${at}/${stranger}`, 'is unknown', NUMBER.unknownParameter)
    return Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [name, rule(value[name], `${at}/${name}`)]),
    ) as Shaped<S>
  }

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]): [string, unknown] => [name, sorted(inner)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** The same text for the same parameters in whatever order: by it a repeated call is told from another one. */
export const fingerprint = (body: unknown) => JSON.stringify(sorted(body))
