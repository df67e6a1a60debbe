import { randomBytes } from 'node:crypto'
import type { DataSource } from 'typeorm'
import type { Settings } from '@huitou/config/settings'
import { WechatUsers } from '#server/platform/session/entities'
import { personas } from './personas'

const APP_ID = 'wxdemoofficial00'
const TOKEN_BYTES = 16
const AES_KEY_CHARS = 43

export const unionIdOf = (key: string) => `union-${key}`

/** The demo's 公众号, and what it and the mini program have agreed on with WeChat; new at every start, as the simulator is. */
export function demoOfficial(secret: string) {
  const token = randomBytes(TOKEN_BYTES).toString('hex')
  const aesKey = randomBytes(AES_KEY_CHARS).toString('hex').slice(0, AES_KEY_CHARS)
  const settings = {
    ...{ WECHAT_PUSH_TOKEN: token, WECHAT_PUSH_AES_KEY: aesKey },
    ...{ WECHAT_OFFICIAL_APP_ID: APP_ID, WECHAT_OFFICIAL_SECRET: secret },
    ...{ WECHAT_OFFICIAL_TOKEN: token, WECHAT_OFFICIAL_AES_KEY: aesKey },
  } satisfies Partial<Settings>
  return { identity: { appId: APP_ID, secret }, settings }
}

/** Tells the simulator where to tell us what happens; it asks whether somebody listens there, so the server runs by then. */
export async function listenToSimulator(
  simulatorUrl: string,
  serverUrl: string,
  { WECHAT_PUSH_TOKEN: token, WECHAT_PUSH_AES_KEY: encodingAESKey }: ReturnType<typeof demoOfficial>['settings'],
) {
  for (const app of ['mini', 'official']) {
    const target = { app, url: `${serverUrl}/wechat/push/${app}`, token, encodingAESKey, mode: 'secure' }
    const response = await fetch(`${simulatorUrl}/__sim/push`, { method: 'POST', body: JSON.stringify(target) })
    if (!response.ok) throw new Error(`the simulator cannot push to ${target.url}: ${await response.text()}`)
  }
}

/** People of a demo that was filled before they had logged in once, and so before WeChat had said who they are in both apps. */
export async function bindPersonas(db: DataSource) {
  for (const { key, openId } of personas) await db.manager.update(WechatUsers, { openId }, { unionId: unionIdOf(key) })
}
