import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const BLOCK = 32
const HEAD = 16

/** The hex SHA-1 of the parts, sorted and joined: with Encrypt among them it is `msg_signature`. */
export const signatureOf = (...parts: readonly string[]) =>
  createHash('sha1').update(parts.toSorted().join('')).digest('hex')

const keyOf = (encodingAESKey: string) => Buffer.from(`${encodingAESKey}=`, 'base64')

// Blocks of 32 bytes, where AES has 16: the padding that Node adds by itself would be another one.
const padded = (bytes: Buffer) => {
  const count = BLOCK - (bytes.length % BLOCK)
  return Buffer.concat([bytes, Buffer.alloc(count, count)])
}

const unpadded = (bytes: Buffer) => {
  const count = bytes.at(-1) ?? 0
  const tail = bytes.subarray(-count)
  if (count < 1 || count > BLOCK || !tail.every((byte) => byte === count)) throw new Error('bad padding')
  return bytes.subarray(0, -count)
}

/** The text under the key for the app; `head` is random unless a test fixes it. */
export const encrypt = (encodingAESKey: string, appId: string, text: string, head = randomBytes(HEAD)) => {
  const key = keyOf(encodingAESKey)
  const message = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const plain = padded(Buffer.concat([head, length, message, Buffer.from(appId)]))
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

/** The text and the app it is for. Throws an Error on what is not under this key. */
export const decrypt = (encodingAESKey: string, sealed: string) => {
  const key = keyOf(encodingAESKey)
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const bytes = unpadded(Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]))
  if (bytes.length < HEAD + 4) throw new Error('too short')
  const end = HEAD + 4 + bytes.readUInt32BE(HEAD)
  if (end > bytes.length) throw new Error('bad length')
  return { text: bytes.subarray(HEAD + 4, end).toString(), appId: bytes.subarray(end).toString() }
}
