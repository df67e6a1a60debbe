import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a server proves with that it holds a user's session key. The key signs as it was handed out: its base64 text. */
const signatureOf = (sessionKey: string, text: string) => createHmac('sha256', sessionKey).update(text).digest()

export const isSigned = (signature: string, sessionKey: string, text: string) => {
  const expected = signatureOf(sessionKey, text)
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
