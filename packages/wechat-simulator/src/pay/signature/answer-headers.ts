import { generateKeyPairSync } from 'node:crypto'
import type { PlatformKey } from '#simulator/pay/signature/platform'
import { linesOf, randomText, signText } from '#simulator/pay/signature/signing'
import type { SignatureTrouble } from '#simulator/pay/trouble'

let stranger: ReturnType<typeof generateKeyPairSync> | undefined

/** Somebody who is not Pay, made when first needed. */
const strangersKey = () => {
  stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  return stranger.privateKey
}

const UNKNOWN_SERIAL = '5157F09EFDC096DE15EBE81A47057A7200000000'

const signatureOf = (key: PlatformKey, message: string, trouble: SignatureTrouble | undefined) => {
  if (trouble?.kind === 'forged') return signText(strangersKey(), message)
  const signature = signText(key.privateKey, message)
  return trouble?.kind === 'signtest' ? `WECHATPAY/SIGNTEST/${signature}` : signature
}

/** The headers by which a merchant knows that an answer or a push is Pay's, or should see that it is not. */
export const signedHeaders = (key: PlatformKey, body: string, nowMs: number, trouble?: SignatureTrouble) => {
  const atMs = trouble?.kind === 'skew' ? nowMs + trouble.skewMs : nowMs
  const timestamp = String(Math.floor(atMs / 1000))
  const nonce = randomText(32)
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': signatureOf(key, linesOf(timestamp, nonce, body), trouble),
    'Wechatpay-Serial': trouble?.kind === 'wrong-serial' ? UNKNOWN_SERIAL : key.serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  }
}
