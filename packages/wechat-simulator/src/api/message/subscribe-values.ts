const DATE = String.raw`\d{4}(?:年(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12]\d|3[01])日|-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])|\/(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])|\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01]))`
const TIME = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`

const oneOrRange = (point: string) => new RegExp(`^${point}(?:~${point})?$`)

/** What each kind of field takes, as the page of the sending call prints it. Lengths count characters, not bytes. */
const KINDS: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/su,
  number: /^(?=[\d.]{1,33}$)(?!(?:\D*\d){33})\d+(?:\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[\p{P}\p{S}]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: oneOrRange(`(?:${DATE} ?)?${TIME}`),
  date: oneOrRange(`${DATE}(?: ?${TIME})?`),
  amount: /^\p{Sc}\d{1,10}(?:\.\d+)?元?$/u,
  phone_number: /^[\d+() -]{1,17}$/,
  car_number: /^[\p{Script=Han}A-Za-z\d][A-Za-z\d]{0,6}(?:[\p{Script=Han}A-Za-z\d])?$/u,
  name: /^(?:\p{Script=Han}{1,10}|[A-Za-z\p{P}\p{S} ]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** The kinds of field that a template may have. */
export const VALUE_KINDS: readonly string[] = Object.keys(KINDS)

/** Whether WeChat would show this value in a field of that kind. */
export const fitsKind = (kind: string, value: string) =>
  value.trim() !== '' && Object.hasOwn(KINDS, kind) && (KINDS[kind]?.test(value) ?? false)
