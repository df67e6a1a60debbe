import { createCipheriv, createSign, createVerify, randomBytes, type KeyObject } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const randomText = (length: number) =>
  [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')

export const linesOf = (...parts: readonly string[]) => parts.map((part) => `${part}\n`).join('')

export const signText = (privateKey: KeyObject, message: string) =>
  createSign('RSA-SHA256').update(message, 'utf8').sign(privateKey, 'base64')

/** False also for what is no base64 at all. */
export const verifyText = (publicKey: KeyObject, message: string, signature: string) =>
  createVerify('RSA-SHA256').update(message, 'utf8').verify(publicKey, signature, 'base64')

export type Authorization = { mchId: string; nonce: string; timestamp: string; serial: string; signature: string }

const SCHEME = 'WECHATPAY2-SHA256-RSA2048 '
const PAIR = /^\s*(\w+)="([^"]*)"\s*$/

/** Undefined when the header is not of the form that Pay asks for; the order of its parts is free. */
export const parseAuthorization = (header: string | undefined): Authorization | undefined => {
  if (!header?.startsWith(SCHEME)) return undefined
  const pairs = header
    .slice(SCHEME.length)
    .split(',')
    .map((part) => PAIR.exec(part))
  if (pairs.includes(null)) return undefined
  const { mchid, nonce_str, timestamp, serial_no, signature } = Object.fromEntries(
    pairs.map((pair): [string, string | undefined] => [pair?.[1] ?? '', pair?.[2]]),
  )
  if (!mchid || !nonce_str || !timestamp || !serial_no || !signature) return undefined
  return { mchId: mchid, nonce: nonce_str, timestamp, serial: serial_no, signature }
}

/** What Pay puts around a secret: AEAD_AES_256_GCM under the APIv3 key, the tag behind the text. */
export const encrypted = (apiV3Key: string, associatedData: string, plain: string) => {
  const nonce = randomText(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'))
  cipher.setAAD(Buffer.from(associatedData, 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: ciphertext.toString('base64'),
    associated_data: associatedData,
    nonce,
  }
}
