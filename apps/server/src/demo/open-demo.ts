import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type Koa from 'koa'
import type { DataSource } from 'typeorm'
import { startSimulator } from '@huitou/wechat-simulator/server'
import { kindOfField } from '@huitou/shared/notify/value-rules'
import type { Settings } from '@huitou/config/settings'
import { createCommunity } from '#seeds/plans/groups'
import { seedDemo } from '#seeds/demo'
import { secretsFor } from '#server/secrets'
import { ensureDataDir } from '#server/platform/db/data-dir'
import { createVault } from '#server/platform/crypto/vault'
import { previewDoor } from '#server/platform/http/preview-door'
import type { Platform } from '#server/platform/platform'
import { createStorage } from '#server/platform/storage/storage'
import type { Wechat } from '#server/serve'
import { isDemoDb } from './is-demo'
import { demoMerchant } from './merchant'
import { bindPersonas, demoOfficial, listenToSimulator, unionIdOf } from './official-account'
import { demoTemplates } from './message-templates'
import { DEMO_PASSWORD, demoOperators, personas } from './personas'
import { stageDoor } from './stage-door'
import { tryItDoor } from './try-it-door'

const APP_ID = 'wxdemo0000000000'
const PAGES = [
  ...['pages/home/index', 'pages/landing/index', 'pages/checkin/index', 'pages/coupons/index'],
  ...['account/receipt/index', 'account/tiers/index', 'account/profile/index', 'staff/invite/index'],
  ...['coupon/detail/index', 'mall/item/index', 'mall/order/index', 'groupbuy/order/index', 'invite/friend/index'],
  'invite/from/index',
]

/** The simulator forgets everything when it stops: the personas and the shop's templates are told to it at every start. */
async function introduce(simulatorUrl: string) {
  const tellIt = (door: string, order: object) =>
    fetch(`${simulatorUrl}/__sim/${door}`, { method: 'POST', body: JSON.stringify(order) })
  for (const { key, openId, phone } of personas)
    await tellIt('users', { key, openid: openId, unionid: unionIdOf(key), phone })
  for (const { templateId: id, title, fields } of demoTemplates) {
    const kinds = Object.keys(fields).map((field) => [field, kindOfField(field)])
    await tellIt('templates', { id, title, fields: Object.fromEntries(kinds) as object })
  }
}

const sayCommand = (simulatorUrl: string) =>
  `curl -s ${simulatorUrl}/__sim/say -d '{"key":"xiaoman","text":"签到","to":"official"}'; curl -s ${simulatorUrl}/__sim/replies -d '{"key":"xiaoman"}'`

const tableOf = (url: string, simulatorUrl: string) => {
  const rows = [
    ['Try it (two phones side by side)', `${url}/`],
    ['Mini program as 林小满 (gold member)', `${url}/h5/?persona=xiaoman`],
    ['Mini program as a newcomer', `${url}/h5/?persona=newcomer`],
    ['Counter as 小方 (clerk, 梧桐路店)', `${url}/h5/?persona=fang#/staff/workbench/index`],
    ['Manager 周店长', `${url}/h5/?persona=zhou#/staff/workbench/index`],
    ['API documentation', `${url}/docs`],
    ['Console API (admin.login)', `${demoOperators.map(({ login }) => login).join(' or ')}, password ${DEMO_PASSWORD}`],
    ['WeChat simulator', simulatorUrl],
    ['林小满 writes 签到 to the 公众号', sayCommand(simulatorUrl)],
    ['Stop', 'Ctrl-C'],
  ]
  const width = Math.max(...rows.map(([label = '']) => displayWidth(label)))
  return [
    '',
    'Huitou 回头客 is open.',
    '',
    ...rows.map(([label = '', value]) => `  ${label}${' '.repeat(width - displayWidth(label))}   ${value}`),
    '',
  ].join('\n')
}

/** Chinese characters take two columns of a terminal. */
const displayWidth = (text: string) => [...text].reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0)

/** Seeds the demo once and starts the simulator that stands for WeChat. */
export async function openDemo(db: DataSource, settings: Settings, say: (line: string) => void) {
  if (!(await isDemoDb(db))) {
    say('Filling a demo shop with a few months of life…')
    const now = new Date()
    await seedDemo(db, createVault(secretsFor(settings, true).vault), now, say)
    await createCommunity(db, createStorage(settings), now)
  }
  const secret = demoWechatSecret(settings)
  const merchant = demoMerchant()
  const official = demoOfficial(secret)
  const simulator = await startSimulator({
    ...{ port: 0, appId: APP_ID, secret, pages: PAGES },
    ...{ pay: merchant.there, official: official.identity },
  })
  await introduce(simulator.url)
  await bindPersonas(db)
  const wechat: Wechat = { appId: APP_ID, secret, apiUrl: simulator.url }
  const addDoors = (app: Koa, platform: Platform) => {
    app.use(tryItDoor())
    app.use(stageDoor(platform, simulator.url))
    app.use(previewDoor())
  }
  return {
    ...{ wechat, addDoors, settings: official.settings, pay: merchant.here(simulator) },
    /** Once the server is there: from then on WeChat tells it what happens. */
    async listen(url: string) {
      merchant.heardAt(url)
      await listenToSimulator(simulator.url, url, official.settings)
    },
    table: (url: string) => tableOf(url, simulator.url),
    stop: () => simulator.stop(),
  }
}

/** Kept, so that a token which an earlier simulator gave is refused as WeChat would refuse it, and not for a wrong secret. */
function demoWechatSecret({ DATA_DIR }: Settings): string {
  ensureDataDir(DATA_DIR)
  const file = path.resolve(DATA_DIR, 'demo-wechat-secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}
