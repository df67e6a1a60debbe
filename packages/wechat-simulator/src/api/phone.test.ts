import { APP, openSimulator, START_MS, type TestSimulator } from '#simulator/test-client'

let sim: TestSimulator
beforeAll(async () => {
  sim = await openSimulator()
})
afterAll(() => sim.stop())

const exchange = async (body: unknown) =>
  sim.post('/wxa/business/getuserphonenumber', { access_token: await sim.token() }, body)

const codeOf = async (key: string, more: object = {}) => {
  await sim.order('users', { key, phone: '13800138000', ...more })
  return sim.codeFor('phone-code', key)
}

test('answers the number with a watermark', async () => {
  expect(await exchange({ code: await codeOf('local') })).toEqual({
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: '13800138000',
      purePhoneNumber: '13800138000',
      countryCode: '86',
      watermark: { timestamp: START_MS / 1000, appid: APP.appId },
    },
  })
})

test('a number from abroad carries its country in phoneNumber only', async () => {
  const code = await codeOf('abroad', { phone: '61234567', countryCode: '852' })
  expect(await exchange({ code })).toMatchObject({
    phone_info: { phoneNumber: '+85261234567', purePhoneNumber: '61234567', countryCode: '852' },
  })
})

test('a code works once, for five minutes, and a login code does not do', async () => {
  const code = await codeOf('once')
  expect((await exchange({ code })).errcode).toBe(0)
  expect((await exchange({ code })).errcode).toBe(40029)
  expect((await exchange({ code: await sim.codeFor('login-code', 'once') })).errcode).toBe(40029)
  const late = await codeOf('once')
  sim.world.clock.advance(300_001)
  expect((await exchange({ code: late })).errcode).toBe(40029)
})

test('a code without text is malformed, and one of another person is refused', async () => {
  expect((await exchange({ code: 12 })).errcode).toBe(47001)
  expect((await exchange({})).errcode).toBe(47001)
  expect((await exchange({ code: await codeOf('owner'), openid: 'oSomebodyElse' })).errcode).toBe(40003)
})
