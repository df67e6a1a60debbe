import { createDecipheriv, randomBytes, sign, verify, type KeyObject } from 'node:crypto'

const TAG_BYTES = 16

/** Each part on a line of its own, also the last one. */
const lines = (...parts: string[]) => parts.map((part) => `${part}\n`).join('')

/** What a merchant signs of a request; `path` with its query. */
export const requestText = (asked: { method: string; path: string; timestamp: string; nonce: string; body: string }) =>
  lines(asked.method, asked.path, asked.timestamp, asked.nonce, asked.body)

/** What WeChat signs of an answer or a notice. */
export const answerText = (told: { timestamp: string; nonce: string; body: string }) =>
  lines(told.timestamp, told.nonce, told.body)

/** What a merchant signs for the sheet on the phone. */
export const sheetText = (sheet: { appId: string; timestamp: string; nonce: string; packed: string }) =>
  lines(sheet.appId, sheet.timestamp, sheet.nonce, sheet.packed)

/** RSA with SHA-256, in base64. */
export const signed = (key: KeyObject, text: string) =>
  sign('sha256', Buffer.from(text, 'utf8'), key).toString('base64')

/** Whether a signature holds; false for whatever is none. */
export const holds = (key: KeyObject, text: string, signature: string) =>
  verify('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))

/** A word of our own for one request: 32 characters. */
export const newNonce = () => randomBytes(16).toString('hex')

/** The Authorization header of a request. */
export const authorization = (who: {
  mchId: string
  certSerial: string
  timestamp: string
  nonce: string
  signature: string
}) =>
  `WECHATPAY2-SHA256-RSA2048 mchid="${who.mchId}",serial_no="${who.certSerial}",timestamp="${who.timestamp}",nonce_str="${who.nonce}",signature="${who.signature}"`

export type Sealed = { algorithm: string; ciphertext: string; nonce: string; associated_data?: string | undefined }

/** Opens what WeChat sealed with the APIv3 key (AEAD_AES_256_GCM). Throws when it was not sealed with this key, or changed since. */
export function opened(apiV3Key: string, { algorithm, ciphertext, nonce, associated_data: more = '' }: Sealed): string {
  if (algorithm !== 'AEAD_AES_256_GCM') throw new Error('sealed by an unknown algorithm')
  const bytes = Buffer.from(ciphertext, 'base64')
  if (bytes.length <= TAG_BYTES) throw new Error('too short to be sealed')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(more, 'utf8'))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
}
