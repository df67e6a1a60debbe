import { readFileSync } from 'node:fs'
import type { Settings } from '@huitou/config/settings'
import type { PayAccount } from './create-pay'

export const NOTIFY_PATH = '/wechat/pay/notify'

/** A key in the setting itself, with its line breaks perhaps written out, or in the file that the setting names. */
const pemOf = (setting: string) =>
  setting.startsWith('-----BEGIN') ? setting.replaceAll('\\n', '\n') : readFileSync(setting, 'utf8')

/** Where WeChat Pay sends notices of a shop. */
export const notifyUrlOf = (publicUrl: string) => `${publicUrl.replace(/\/+$/, '')}${NOTIFY_PATH}`

function publicKeyOf({ WECHAT_PAY_PUBLIC_KEY_ID: id, WECHAT_PAY_PUBLIC_KEY: key }: Settings) {
  return id === undefined || key === undefined ? null : { id, pem: pemOf(key) }
}

/** The merchant in the settings; null when there is none. */
export function payAccountOf(settings: Settings): PayAccount | null {
  const { WECHAT_PAY_MCH_ID: mchId, WECHAT_PAY_API_V3_KEY: apiV3Key, WECHAT_PAY_CERT_SERIAL: certSerial } = settings
  const { WECHAT_PAY_PRIVATE_KEY: privateKey, PUBLIC_URL: publicUrl } = settings
  if (!mchId || !apiV3Key || !certSerial || !privateKey || !publicUrl) return null
  return {
    ...{ mchId, apiV3Key, certSerial, apiUrl: settings.WECHAT_PAY_API_URL, notifyUrl: notifyUrlOf(publicUrl) },
    privateKeyPem: pemOf(privateKey),
    publicKey: publicKeyOf(settings),
  }
}
