import { PayError, type PayErrorKind } from './pay-error'

type Meaning = { kind: PayErrorKind; note: string }

const NOT_FOUND: Meaning = { kind: 'not_found', note: 'no such number' }
const OVER: Meaning = { kind: 'over', note: 'the order is paid or closed' }
const OFTEN: Meaning = { kind: 'frequency', note: 'asked too soon' }
const BUSY: Meaning = { kind: 'unavailable', note: 'WeChat is busy' }
const repair = (note: string): Meaning => ({ kind: 'misconfigured', note })

/** WeChat's names for what went wrong. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ORDER_NOT_EXIST: NOT_FOUND,
  ORDERNOTEXIST: NOT_FOUND,
  RESOURCE_NOT_EXISTS: NOT_FOUND,
  REFUND_NOT_EXISTS: NOT_FOUND,
  ORDERPAID: OVER,
  ORDER_PAID: OVER,
  ORDER_CLOSED: OVER,
  ORDERCLOSED: OVER,
  OUT_TRADE_NO_USED: OVER,
  NOT_ENOUGH: { kind: 'not_enough', note: 'the merchant account has not enough money' },
  NOTENOUGH: { kind: 'not_enough', note: 'the merchant account has not enough money' },
  FREQUENCY_LIMITED: OFTEN,
  FREQUENCY_LIMIT_EXCEED: OFTEN,
  RATELIMIT_EXCEEDED: OFTEN,
  SYSTEM_ERROR: BUSY,
  BANK_ERROR: BUSY,
  SIGN_ERROR: repair('the signature is not accepted: compare WECHAT_PAY_CERT_SERIAL, the private key and this clock'),
  NO_AUTH: repair('the merchant has not been granted this, see the merchant platform'),
  APPID_MCHID_NOT_MATCH: repair('the mini program is not bound to this merchant'),
  MCH_NOT_EXISTS: repair('no such merchant, compare WECHAT_PAY_MCH_ID'),
  ACCOUNT_ERROR: repair('the merchant account is restricted, see the merchant platform'),
  STATEMENT_CREATING: { kind: 'bill_not_ready', note: 'the bill is being made' },
  NO_STATEMENT_EXIST: { kind: 'no_bill', note: 'nothing happened on that day' },
}

const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: MEANINGS['SIGN_ERROR'] as Meaning,
  429: OFTEN,
}

const CODE = /^[A-Z][A-Z_]{2,39}$/
const REQUEST_ID = /^[0-9A-Za-z-]{8,80}$/

type Failed = { call: string; status: number; code: string | undefined; requestId: string | null; isSigned: boolean }

/**
 * The error for an answer that is no success. One that WeChat did not sign could be anybody's on the way: it concludes nothing, except
 * that a refused signature is ours to repair.
 */
export function failureOf({ call, status, code = '', requestId, isSigned }: Failed): PayError {
  const known = CODE.test(code) ? code : null
  const named = { call, code: known, requestId: REQUEST_ID.test(requestId ?? '') ? requestId : null }
  if (!isSigned && status !== 401)
    return new PayError({ ...named, kind: 'unavailable', note: `HTTP ${status}, not signed by WeChat` })
  if (status >= 500) return new PayError({ ...named, ...BUSY })
  const meaning = MEANINGS[code] ??
    BY_STATUS[status] ?? { kind: 'refused' as const, note: `refused with HTTP ${status}` }
  return new PayError({ ...named, ...meaning })
}
