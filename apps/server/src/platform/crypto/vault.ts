import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps people's data unreadable at rest (P9), and finds it again by a keyed hash. */
export type Vault = {
  /** AES-256-GCM; the purpose is bound in, so a value moved to another column does not open. */
  seal(plain: string, purpose: string): string
  open(sealed: string, purpose: string): string
  /** The same for the same text, and of no use without the secret. */
  fingerprint(plain: string, purpose: string): string
}

const IV_BYTES = 12
const TAG_BYTES = 16
const FORMAT = 'v1'

export function createVault(secret: string): Vault {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret, 'huitou', use, 32))
  const sealKey = derive('seal')
  const hashKey = derive('fingerprint')
  return {
    seal(plain, purpose) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${FORMAT}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed, purpose) {
      const [format, text = ''] = sealed.split('.')
      if (format !== FORMAT) throw new Error(`a sealed value of an unknown format: ${format}`)
      const bytes = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    },
    fingerprint: (plain, purpose) => createHmac('sha256', hashKey).update(`${purpose}\n${plain}`).digest('hex'),
  }
}
