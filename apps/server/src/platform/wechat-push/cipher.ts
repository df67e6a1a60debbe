import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const BLOCK_BYTES = 32
const HEAD_BYTES = 16
const LENGTH_BYTES = 4

/** WeChat's signature: the hex SHA-1 of the parts, sorted and joined. */
export const signatureOf = (...parts: readonly string[]) =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')

/** Takes the same time wherever the difference lies. */
export const isSignedBy = (signature: string, ...parts: readonly string[]) => {
  const expected = Buffer.from(signatureOf(...parts))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

// 43 characters of base64 are 258 bits, of which the console fills the last two at will: Node ignores them, as WeChat does.
const keyOf = (aesKey: string) => Buffer.from(`${aesKey}=`, 'base64')
const ivOf = (secret: Buffer) => secret.subarray(0, HEAD_BYTES)

// PKCS#7 over blocks of 32 bytes, where AES itself has 16: what Node pads by itself would be another padding.
const padding = (length: number) => {
  const count = BLOCK_BYTES - (length % BLOCK_BYTES)
  return Buffer.alloc(count, count)
}

const withoutPadding = (bytes: Buffer) => {
  const count = bytes.at(-1) ?? 0
  const body = bytes.subarray(0, bytes.length - count)
  if (count < 1 || !bytes.subarray(body.length).equals(padding(body.length))) throw new Error('the padding is wrong')
  return body
}

/** Seals a text for an app: 16 random bytes, its length, the text, the app's id. `head` is for the published examples. */
export function seal(aesKey: string, appId: string, text: string, head: Buffer = randomBytes(HEAD_BYTES)): string {
  const secret = keyOf(aesKey)
  const body = Buffer.from(text)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(body.length)
  const plain = Buffer.concat([head, length, body, Buffer.from(appId)])
  const cipher = createCipheriv('aes-256-cbc', secret, ivOf(secret)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(padding(plain.length)), cipher.final()]).toString('base64')
}

/** Opens what `seal` made, and tells for which app. Throws on anything that was not sealed with this key. */
export function unseal(aesKey: string, sealed: string): { text: string; appId: string } {
  const secret = keyOf(aesKey)
  const decipher = createDecipheriv('aes-256-cbc', secret, ivOf(secret)).setAutoPadding(false)
  const plain = withoutPadding(Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]))
  if (plain.length < HEAD_BYTES + LENGTH_BYTES) throw new Error('the content is too short')
  const start = HEAD_BYTES + LENGTH_BYTES
  const end = start + plain.readUInt32BE(HEAD_BYTES)
  if (end > plain.length) throw new Error('the length is wrong')
  return { text: plain.subarray(start, end).toString(), appId: plain.subarray(end).toString() }
}
