import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { writeCertificate } from '#simulator/pay/signature/certificate'

const YEAR_MS = 365 * 86_400_000

/** How Pay proves itself: by its certificate, by its public key, or by either while a merchant moves over. */
export type PayMode = 'certificate' | 'public-key' | 'both'

/** One of Pay's own keys under the name that goes into `Wechatpay-Serial`. */
export type PlatformKey = { serial: string; privateKey: KeyObject; publicKeyPem: string }

export type Platform = {
  mode: PayMode
  certificate: PlatformKey & { pem: string; fromMs: number; toMs: number }
  publicKey: PlatformKey
  /** While both are in use, pushes take turns between them. */
  turns: number
}

export type PlatformOptions = { mode?: PayMode; certificateKeyPem?: string; publicKeyKeyPem?: string }

const pairOf = (pem: string | undefined) => {
  if (pem === undefined) return generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateKey = createPrivateKey(pem)
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

/** A first byte below 128 keeps the number positive, and not 0 keeps it at 40 digits. */
const newSerial = () => `5A${randomBytes(19).toString('hex').toUpperCase()}`

export const createPlatform = (options: PlatformOptions, nowMs: number): Platform => {
  const { mode = 'public-key', certificateKeyPem, publicKeyKeyPem } = options
  const certified = pairOf(certificateKeyPem)
  const open = pairOf(publicKeyKeyPem)
  const facts = { serial: newSerial(), fromMs: nowMs - YEAR_MS, toMs: nowMs + 4 * YEAR_MS }
  return {
    mode,
    certificate: {
      ...facts,
      privateKey: certified.privateKey,
      publicKeyPem: pemOf(certified.publicKey),
      pem: writeCertificate({ ...facts, name: 'Tenpay.com simulator' }, certified),
    },
    publicKey: {
      serial: `PUB_KEY_ID_0${randomBytes(16).toString('hex').toUpperCase()}`,
      privateKey: open.privateKey,
      publicKeyPem: pemOf(open.publicKey),
    },
    turns: 0,
  }
}

/** The keys in force. */
export const platformKeys = ({ mode, certificate, publicKey }: Platform): readonly PlatformKey[] => {
  if (mode === 'both') return [certificate, publicKey]
  return [mode === 'certificate' ? certificate : publicKey]
}

/** The key that the caller asked for by its serial, or else the first in force; undefined when it names one that is not. */
export const keyFor = (platform: Platform, serial: string | undefined) => {
  const keys = platformKeys(platform)
  return serial === undefined ? keys[0] : keys.find((key) => key.serial === serial)
}

/** The key for a push. */
export const nextKey = (platform: Platform): PlatformKey => {
  const keys = platformKeys(platform)
  const key = keys[platform.turns % keys.length] ?? platform.publicKey
  platform.turns += 1
  return key
}
