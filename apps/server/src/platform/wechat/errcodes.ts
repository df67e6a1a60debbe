import { WeChatError, type WeChatErrorKind } from '#server/platform/wechat/wechat-error'

type Meaning = { kind: WeChatErrorKind; note: string }

const later = (note: string): Meaning => ({ kind: 'unavailable', note })
const misconfigured = (note: string): Meaning => ({ kind: 'misconfigured', note })
const ourMistake = misconfigured('the request was malformed, which is a fault of this program')
const tooOften: Meaning = { kind: 'unavailable', note: 'called too often' }
const tokenRefused: Meaning = { kind: 'unavailable', note: 'the access token is not accepted' }

/** The general codes of the platform, and what an operator does about those that only an operator can end. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  [-1]: { kind: 'unavailable', note: 'WeChat is busy' },
  40001: tokenRefused,
  40014: tokenRefused,
  42001: tokenRefused,
  40029: { kind: 'code_invalid', note: 'the code is unknown, used or over' },
  40163: { kind: 'code_invalid', note: 'the code was used before' },
  40226: { kind: 'blocked', note: 'WeChat regards this user as a high risk' },
  40003: { kind: 'refused', note: 'no such person' },
  45015: { kind: 'refused', note: 'the person wrote too long ago' },
  45047: { kind: 'refused', note: 'the person has been sent as much as WeChat allows' },
  70000: { kind: 'refused', note: 'WeChat does not pass it on, to protect a minor' },
  45009: { kind: 'unavailable', note: 'the quota of the day is spent' },
  45011: tooOften,
  44990: tooOften,
  44991: tooOften,
  43101: { kind: 'refused', note: 'the person has not allowed this message' },
  43107: misconfigured('the app may not send subscription messages'),
  43108: { kind: 'unavailable', note: 'another message is on its way to the same person' },
  45168: { kind: 'refused', note: 'the message contains a word that WeChat does not pass on' },
  47003: { kind: 'refused', note: 'a value does not fit its field' },
  61010: { kind: 'refused', note: 'the person has not been in the mini program for two hours' },
  61080: { kind: 'unavailable', note: 'the risk service has no answer' },
  61081: tooOften,
  40002: ourMistake,
  41001: ourMistake,
  41008: ourMistake,
  43001: ourMistake,
  43002: ourMistake,
  44002: ourMistake,
  47001: ourMistake,
  40013: misconfigured('the app id is wrong, compare it with the WeChat console'),
  41002: misconfigured('the app id is missing'),
  40125: misconfigured('the app secret is wrong, reset it in the WeChat console'),
  41004: misconfigured('the app secret is missing'),
  40164: misconfigured("this server's address is not in the IP whitelist of the WeChat console"),
  40243: misconfigured('the app secret is frozen, unfreeze it in the WeChat console'),
  48001: misconfigured('the app has not been granted this API'),
  48004: misconfigured('the app has been banned from this API'),
  50004: misconfigured('the app may not fetch tokens'),
  50007: misconfigured('the WeChat account is frozen'),
  10060001: later('the payment is not known to shipping, or not yet'),
  10060012: later('shipping is busy'),
  10060019: later('shipping is busy'),
  89503: misconfigured('the administrator must confirm this server in WeChat'),
  89506: misconfigured("the administrator refused this server's address, ask again after 24 hours"),
  89507: misconfigured("the administrator refused this server's address, ask again after one hour"),
}

const FINAL: Meaning = { kind: 'refused', note: 'refused' }

export const errorOf = (path: string, errcode: number, rid: string | null) =>
  new WeChatError({ path, errcode, rid, ...(MEANINGS[errcode] ?? FINAL) })

/** The token is dead in WeChat's eyes: another one, once, may help. */
export const isTokenRefused = (error: unknown) =>
  error instanceof WeChatError && (error.errcode === 40001 || error.errcode === 40014 || error.errcode === 42001)

export const isBusy = (error: unknown) => error instanceof WeChatError && error.errcode === -1
