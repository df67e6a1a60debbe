import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Simulator, SimulatorOptions } from '@huitou/wechat-simulator/server'
import { notifyUrlOf } from '#server/platform/pay/account'
import type { PayAccount } from '#server/platform/pay/create-pay'

const FILE = path.join(tmpdir(), 'huitou-keys-for-tests.json')
const ROLES = ['merchant', 'publicKey', 'certificate'] as const
type Role = (typeof ROLES)[number]
type Pair = { publicKey: string; privateKey: string }

const newPair = (): Pair =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

/** Made once for all test files of a machine: three pairs take a second, which each file would pay. They guard nothing. */
export function testKeys(): Record<Role, Pair> {
  if (!existsSync(FILE)) {
    const made = Object.fromEntries(ROLES.map((role) => [role, newPair()]))
    const draft = `${FILE}.${process.pid}`
    writeFileSync(draft, JSON.stringify(made), { mode: 0o600 })
    renameSync(draft, FILE)
  }
  return JSON.parse(readFileSync(FILE, 'utf8')) as Record<Role, Pair>
}

export const MERCHANT = {
  mchId: '1900000001',
  apiV3Key: '0123456789abcdef0123456789abcdef',
  certSerial: '5AABBCCDDEEFF00112233445566778899AABBCCD',
}
const HOST = 'shop.test'

type Mode = 'certificate' | 'public-key' | 'both'

/** A merchant on both sides: what the simulator knows of it, and what the server does. */
export function testMerchant(mode: Mode = 'public-key') {
  const keys = testKeys()
  const notifyHosts: Record<string, string> = {}
  const there: NonNullable<SimulatorOptions['pay']> = {
    ...{ mchId: MERCHANT.mchId, apiV3Key: MERCHANT.apiV3Key, merchantCertSerial: MERCHANT.certSerial },
    ...{ merchantPublicKeyPem: keys.merchant.publicKey, notifyHosts },
    platform: { mode, certificateKeyPem: keys.certificate.privateKey, publicKeyKeyPem: keys.publicKey.privateKey },
  }
  return {
    there,
    here({ payUrl = '', world }: Simulator): PayAccount {
      const { serial = '', publicKeyPem = '' } = world.pay?.platform.publicKey ?? {}
      return {
        ...MERCHANT,
        ...{ privateKeyPem: keys.merchant.privateKey, apiUrl: payUrl, notifyUrl: notifyUrlOf(`https://${HOST}`) },
        publicKey: mode === 'certificate' ? null : { id: serial, pem: publicKeyPem },
      }
    },
    /** Where notices go; nowhere before. */
    heardAt(url: string) {
      notifyHosts[HOST] = url
    },
  }
}

export type TestMerchant = ReturnType<typeof testMerchant>
