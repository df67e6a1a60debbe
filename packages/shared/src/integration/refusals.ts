import type { RefusalText } from '../kit/refusal'

/** Other systems: why not. */
export const integrationRefusals = {
  signature_wrong: {
    status: 401,
    zh: '签名不对，请核对密钥和签名方法',
    en: 'The key is unknown or revoked, or the signature does not match.',
  },
  signature_late: {
    status: 401,
    zh: '签名过时了，请核对时钟',
    en: 'Signed more than five minutes from now: check the clock.',
  },
  signature_used: { status: 409, zh: '这个签名用过了，请换一个随机串', en: 'This nonce was used before; sign anew.' },
  endpoint_unsafe: {
    status: 400,
    zh: '地址要用 https，而且不能指向内网',
    en: 'The address must be https and must not lead into a private network.',
  },
} as const satisfies Record<string, RefusalText>
