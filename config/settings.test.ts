import { SettingsInvalid, readSettings } from './settings'

const problemsOf = (env: Record<string, string>) => {
  try {
    readSettings(env)
  } catch (error) {
    if (error instanceof SettingsInvalid) return error.problems
    throw error
  }
  return []
}

const secret = 'x'.repeat(32)
const production = {
  NODE_ENV: 'production',
  SESSION_SECRETS: secret,
  VAULT_SECRET: secret,
  CODE_SECRET: secret,
  WECHAT_APP_ID: 'wx1',
  WECHAT_APP_SECRET: 'y',
}

test('an empty environment is a demo with defaults', () => {
  expect(readSettings({})).toMatchObject({ PORT: 3000, DATA_DIR: 'data', DEMO: false, LOG_LEVEL: 'info' })
  expect(readSettings({ PORT: '8080', DEMO: '1' })).toMatchObject({ PORT: 8080, DEMO: true })
})

test('every bad value is told at once', () => {
  const problems = problemsOf({ PORT: 'http', DEMO: 'yes', DATABASE_URL: 'postgres://x', CODE_SECRET: 'short' })
  expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'DATABASE_URL', 'DEMO', 'CODE_SECRET'])
})

test('a stray comma among the session secrets is no empty secret', () => {
  for (const list of [`${secret},`, `,${secret}`, `${secret},short`])
    expect(problemsOf({ SESSION_SECRETS: list })).toHaveLength(1)
  expect(problemsOf({ SESSION_SECRETS: `${secret}, ${secret}` })).toEqual([])
})

test('production demands its secrets and refuses demo and simulator', () => {
  expect(problemsOf(production)).toEqual([])
  expect(problemsOf({ NODE_ENV: 'production' })).toHaveLength(5)
  expect(problemsOf({ ...production, DEMO: '1' })).toEqual(['DEMO=1 is refused in production'])
  expect(problemsOf({ ...production, WECHAT_API_URL: 'http://127.0.0.1:9000' })).toHaveLength(1)
})

const merchant = {
  WECHAT_PAY_MCH_ID: '1900000001',
  WECHAT_PAY_API_V3_KEY: 'k'.repeat(32),
  WECHAT_PAY_CERT_SERIAL: '5AABBCCDDEEFF00112233445566778899AABBCCD',
  WECHAT_PAY_PRIVATE_KEY: '/etc/shop/apiclient_key.pem',
  PUBLIC_URL: 'https://shop.example.com',
}

test('a merchant of WeChat Pay is told whole or not at all', () => {
  expect(problemsOf(merchant)).toEqual([])
  expect(problemsOf({ PUBLIC_URL: merchant.PUBLIC_URL })).toEqual([])
  expect(problemsOf({ WECHAT_PAY_MCH_ID: merchant.WECHAT_PAY_MCH_ID })).toHaveLength(3)
  expect(problemsOf({ ...merchant, PUBLIC_URL: '' })).toEqual([
    'WeChat Pay needs PUBLIC_URL, where its notices come to',
  ])
  expect(problemsOf({ ...merchant, WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_01' })).toHaveLength(1)
  expect(problemsOf({ ...merchant, WECHAT_PAY_API_V3_KEY: '钥匙' })).toEqual([
    'WECHAT_PAY_API_V3_KEY: must have 32 bytes',
  ])
})

test('in production only WeChat Pay itself is asked', () => {
  expect(problemsOf({ ...production, ...merchant })).toEqual([])
  expect(problemsOf({ ...production, ...merchant, WECHAT_PAY_API_URL: 'http://127.0.0.1:9001' })).toHaveLength(1)
})
test('of the message push, what belongs together comes together', () => {
  const aesKey = 'a'.repeat(43)
  expect(problemsOf({ WECHAT_PUSH_TOKEN: 'Token123', WECHAT_PUSH_AES_KEY: aesKey })).toEqual([])
  expect(problemsOf({ WECHAT_PUSH_AES_KEY: aesKey })).toEqual(['WECHAT_PUSH_AES_KEY needs WECHAT_PUSH_TOKEN'])
  expect(problemsOf({ WECHAT_PUSH_TOKEN: '!', WECHAT_PUSH_AES_KEY: 'short' })).toHaveLength(2)
  expect(problemsOf({ WECHAT_OFFICIAL_TOKEN: 'Token123', WECHAT_OFFICIAL_SECRET: 's' })).toEqual([
    'WECHAT_OFFICIAL_SECRET needs WECHAT_OFFICIAL_APP_ID',
    'WECHAT_OFFICIAL_TOKEN needs WECHAT_OFFICIAL_APP_ID',
  ])
})
