import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Short signatures for things that leave the server and come back: codes on screens, links to print sheets. */
export type Signer = {
  sign(text: string, purpose: string): string
  /** Takes the same time wherever the difference lies. */
  verifies(text: string, purpose: string, signature: string): boolean
}

const SIGNATURE_BYTES = 16

export function createSigner(secret: string): Signer {
  const signerKey = Buffer.from(hkdfSync('sha256', secret, 'huitou', 'sign', 32))
  const sign = (text: string, purpose: string) =>
    createHmac('sha256', signerKey)
      .update(`${purpose}\n${text}`)
      .digest()
      .subarray(0, SIGNATURE_BYTES)
      .toString('base64url')
  return {
    sign,
    verifies(text, purpose, signature) {
      const expected = Buffer.from(sign(text, purpose))
      const given = Buffer.from(signature)
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}
