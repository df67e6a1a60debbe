import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Simulator, SimulatorOptions } from '@huitou/wechat-simulator/server'
import { notifyUrlOf } from '#server/platform/pay/account'
import type { PayAccount } from '#server/platform/pay/create-pay'

/** Stands for the demo's public address; the simulator knows where it really leads. */
const HOST = 'demo.huitou.example'
const MCH_ID = '1900000001'
const SERIAL_BYTES = 20

/** A merchant of the simulator's WeChat Pay, with keys of one run: the simulator forgets its orders when it stops anyway. */
export function demoMerchant() {
  const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const apiV3Key = randomBytes(16).toString('hex')
  const certSerial = randomBytes(SERIAL_BYTES).toString('hex').toUpperCase()
  const notifyHosts: Record<string, string> = {}

  const there: NonNullable<SimulatorOptions['pay']> = {
    ...{ mchId: MCH_ID, apiV3Key, notifyHosts },
    ...{ merchantCertSerial: certSerial, merchantPublicKeyPem: keys.publicKey },
  }
  const here = ({ payUrl, world }: Simulator): PayAccount | null => {
    const platform = world.pay?.platform
    if (!payUrl || !platform) return null
    return {
      ...{ mchId: MCH_ID, apiV3Key, certSerial, privateKeyPem: keys.privateKey },
      publicKey: { id: platform.publicKey.serial, pem: platform.publicKey.publicKeyPem },
      ...{ apiUrl: payUrl, notifyUrl: notifyUrlOf(`https://${HOST}`) },
    }
  }
  return {
    there,
    here,
    /** Where notices reach the demo's server, once it listens. */
    heardAt: (url: string) => {
      notifyHosts[HOST] = url
    },
  }
}
