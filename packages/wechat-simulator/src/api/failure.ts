import { randomBytes } from 'node:crypto'

const MESSAGES: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40164: 'invalid ip, not in whitelist',
  40169: 'invalid length for scene, or the data is not json string',
  40226: 'code blocked',
  40243: 'appsecret is frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  44002: 'empty post data',
  44990: 'reach max api second frequence limit',
  44991: 'reach max api minute frequence limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  85096: 'not allow include scancode_time field',
  87007: 'session_key is not existed or expired',
  87008: 'invalid sig_method',
  87009: 'invalid signature',
}

/** An answer that says no. WeChat sends it with HTTP 200, like any other. */
export class Failure extends Error {
  override readonly name = 'Failure'

  constructor(readonly errcode: number) {
    super(MESSAGES[errcode] ?? 'error')
  }
}

export const fail = (errcode: number): never => {
  throw new Failure(errcode)
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex')

export const failureBody = ({ errcode, message }: Failure) => ({
  errcode,
  errmsg: `${message}, rid: ${hex(4)}-${hex(4)}-${hex(4)}`,
})
