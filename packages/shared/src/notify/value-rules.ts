const DATE = String.raw`\d{4}(?:年(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12]\d|3[01])日|-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01]))`
const TIME = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`
const CHARACTER = '(?:\\p{L}|\\p{M}|\\p{N}|\\p{P}|\\p{S}|\\p{Zs}|\\u200d)'

const span = (point: string) => new RegExp(`^${point}(?:~${point})?$`)

/** What a field of a template takes, by kind: WeChat answers 47003 to anything else. Lengths count characters. */
const KINDS: Readonly<Record<string, RegExp>> = {
  thing: new RegExp(`^${CHARACTER}{1,20}$`, 'u'),
  number: /^(?=[\d.]{1,33}$)(?!(?:\D*\d){33})\d+(?:\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[\p{P}\p{S}]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: span(`(?:${DATE} ?)?${TIME}`),
  date: span(`${DATE}(?: ?${TIME})?`),
  amount: /^\p{Sc}\d{1,10}(?:\.\d+)?元?$/u,
  phone_number: /^[\d+() -]{1,17}$/,
  car_number: /^[\p{Script=Han}A-Za-z\d][A-Za-z\d]{0,6}(?:[\p{Script=Han}A-Za-z\d])?$/u,
  name: /^(?:\p{Script=Han}{1,10}|[A-Za-z\p{P}\p{S} ]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** How long, for the kinds in which a text cut short with "…" is still of the kind. */
const CUT: Readonly<Record<string, number>> = { thing: 20 }

/** The kind of a field, out of its name: thing1 is a thing. */
export const kindOfField = (field: string): string => field.replace(/\d+$/, '')

/** Whether a name is one that a template's field can have. */
export const isField = (field: string): boolean =>
  /^[a-z_]+\d{1,3}$/.test(field) && Object.keys(KINDS).includes(kindOfField(field))

/** Whether WeChat shows this text in a field of that kind. */
export const fitsKind = (kind: string, text: string): boolean =>
  text.trim() !== '' && (Object.keys(KINDS).includes(kind) ? (KINDS[kind] as RegExp).test(text) : false)

/** The text as a field of that kind takes it, cut short where the kind allows; null when it cannot be shown there. */
export function fitted(kind: string, text: string): string | null {
  const whole = text.trim()
  if (fitsKind(kind, whole)) return whole
  const max = CUT[kind]
  if (max === undefined) return null
  const short = `${Array.from(whole)
    .slice(0, max - 1)
    .join('')}…`
  return whole !== '' && fitsKind(kind, short) ? short : null
}

/** A template's values out of what is known, by the operator's mapping of fields; null when one of them cannot be shown. */
export function valuesFor(
  fields: Readonly<Record<string, string>>,
  facts: Readonly<Record<string, string>>,
): Record<string, string> | null {
  const values: Record<string, string> = {}
  for (const [field, fact] of Object.entries(fields)) {
    const value = fitted(kindOfField(field), facts[fact] ?? '')
    if (value === null) return null
    values[field] = value
  }
  return values
}
