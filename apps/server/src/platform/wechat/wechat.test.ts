import {
  APP,
  CODE,
  failureOf,
  LOGIN,
  MINI_CODE,
  openWeChat,
  PHONE,
  STABLE,
  type OpenWeChat,
} from '#server/platform/wechat/test-wechat'

const PNG_SIGNATURE = '89504e470d0a1a0a'

let t: OpenWeChat
beforeEach(async () => {
  t = await openWeChat()
})
afterEach(() => t.stop())

describe('exchangeLoginCode', () => {
  test('answers who it is, and no session key (R1)', async () => {
    const user = await t.order('users', { key: 'ann', unionid: 'union1' })
    expect(await t.wechat.exchangeLoginCode(await t.loginCode('ann'))).toEqual({
      openId: user.openid,
      unionId: 'union1',
    })
    expect(await t.wechat.exchangeLoginCode(await t.loginCode('ben'))).toMatchObject({ unionId: null })
    expect(t.tokenFetches()).toBe(0)
  })

  test('a code used twice fails the second time with code_invalid (R2)', async () => {
    const code = await t.loginCode('ann')
    await t.wechat.exchangeLoginCode(code)
    expect(await failureOf(t.wechat.exchangeLoginCode(code))).toMatchObject({
      kind: 'code_invalid',
      errcode: 40029,
    })
    await t.fault(LOGIN, { errcode: 40163 })
    expect(await failureOf(t.wechat.exchangeLoginCode(code))).toMatchObject({
      kind: 'code_invalid',
      errcode: 40163,
    })
  })

  test('a blocked user, a wrong app id and a wrong secret are told apart', async () => {
    await t.order('users', { key: 'risky', blocked: true })
    expect((await failureOf(t.wechat.exchangeLoginCode(await t.loginCode('risky')))).kind).toBe('blocked')
    const wrongApp = await failureOf(t.connect({ appId: 'wx0' }).exchangeLoginCode(await t.loginCode('ann')))
    expect(wrongApp).toMatchObject({ kind: 'misconfigured', errcode: 40013 })
    const wrongSecret = await failureOf(t.connect({ secret: 'guess' }).exchangeLoginCode(await t.loginCode('ann')))
    expect(wrongSecret).toMatchObject({ kind: 'misconfigured', errcode: 40125 })
    expect(wrongSecret.message).toContain('reset it in the WeChat console')
  })

  test('an error carries the request id of WeChat', async () => {
    const { rid, message } = await failureOf(t.wechat.exchangeLoginCode('nonsense'))
    expect(rid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/)
    expect(message).toBe(`WeChat ${LOGIN}: the code is unknown, used or over, errcode 40029, rid ${rid}`)
  })
})

describe('exchangePhoneCode', () => {
  test('answers the number, with its country when it is from abroad', async () => {
    expect(await t.wechat.exchangePhoneCode(await t.phoneCode('ann'))).toEqual({ phone: '13800138000' })
    const abroad = await t.phoneCode('cat', { phone: '61234567', countryCode: '852' })
    expect(await t.wechat.exchangePhoneCode(abroad)).toEqual({ phone: '+85261234567' })
  })

  test('a code used twice, and a login code, are code_invalid', async () => {
    const code = await t.phoneCode('ann')
    await t.wechat.exchangePhoneCode(code)
    expect((await failureOf(t.wechat.exchangePhoneCode(code))).kind).toBe('code_invalid')
    expect((await failureOf(t.wechat.exchangePhoneCode(await t.loginCode('ann')))).kind).toBe('code_invalid')
  })

  test('an answer with the watermark of another app is not believed', async () => {
    const info = {
      purePhoneNumber: '13800138000',
      countryCode: '86',
      watermark: { timestamp: 1, appid: 'wxOther' },
    }
    await t.fault(PHONE, { text: JSON.stringify({ errcode: 0, errmsg: 'ok', phone_info: info }) })
    expect((await failureOf(t.wechat.exchangePhoneCode('any'))).kind).toBe('unavailable')
  })
})

describe('miniCode', () => {
  test('brings a PNG', async () => {
    const picture = await t.wechat.miniCode(MINI_CODE)
    expect(picture.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE)
    expect(picture.readUInt32BE(16)).toBe(280)
  })

  test('a page is checked for the release only', async () => {
    const page = 'pages/soon/index'
    expect(await failureOf(t.wechat.miniCode({ ...MINI_CODE, page }))).toMatchObject({
      kind: 'refused',
      errcode: 41030,
    })
    expect((await t.wechat.miniCode({ ...MINI_CODE, page, envVersion: 'develop' })).length).toBeGreaterThan(100)
  })

  test('a scene that WeChat does not allow is refused', async () => {
    expect(await failureOf(t.wechat.miniCode({ ...MINI_CODE, scene: '门店' }))).toMatchObject({
      kind: 'refused',
      errcode: 40129,
    })
  })

  test.each(['{"errcode":0,"errmsg":"ok"}', '<html>', ''])('%j is no picture', async (text) => {
    await t.fault(CODE, { text })
    expect((await failureOf(t.wechat.miniCode(MINI_CODE))).kind).toBe('unavailable')
  })
})

describe('the access token', () => {
  test('100 parallel calls without a token cause one fetch (R4)', async () => {
    await Promise.all(Array.from({ length: 100 }, () => t.wechat.miniCode(MINI_CODE)))
    expect(t.tokenFetches()).toBe(1)
  })

  test('100 parallel calls with a token that ran its time cause one refresh', async () => {
    await t.wechat.miniCode(MINI_CODE)
    const before = await t.store.read()
    t.world.clock.advance(7_200_000)
    await Promise.all(Array.from({ length: 100 }, () => t.wechat.miniCode(MINI_CODE)))
    expect(t.tokenFetches()).toBe(2)
    expect((await t.store.read())?.token).not.toBe(before?.token)
  })

  test('100 parallel calls from two processes with a token that WeChat no longer takes cause one refresh', async () => {
    await t.wechat.miniCode(MINI_CODE)
    // WeChat's clock runs on while ours stands still: we believe in the token, WeChat answers 42001.
    const stopped = t.world.clock.now()
    const processes = [t.connect({ clock: () => stopped }), t.connect({ clock: () => stopped })]
    t.world.clock.advance(7_200_000)
    // Slow enough for the second process to be refused before the first has its new token.
    await t.fault(STABLE, { delayMs: 300 })
    await Promise.all(processes.flatMap((each) => Array.from({ length: 50 }, () => each.miniCode(MINI_CODE))))
    expect(t.tokenFetches()).toBe(2)
  })

  test('a token that somebody killed with force_refresh is replaced', async () => {
    await t.wechat.miniCode(MINI_CODE)
    const body = {
      grant_type: 'client_credential',
      appid: APP.appId,
      secret: APP.secret,
      force_refresh: true,
    }
    await fetch(`${t.url}${STABLE}`, { method: 'POST', body: JSON.stringify(body) })
    expect((await t.wechat.miniCode(MINI_CODE)).length).toBeGreaterThan(100)
    expect(t.tokenFetches()).toBe(3)
  })

  test.each([40001, 40014, 42001])('%i costs one refresh and one more try, not an endless loop', async (errcode) => {
    await t.fault(CODE, { errcode, times: 9 })
    expect(await failureOf(t.wechat.miniCode(MINI_CODE))).toMatchObject({ kind: 'unavailable', errcode })
    expect(t.world.faults[0]?.timesLeft).toBe(7)
    expect(t.tokenFetches()).toBe(2)
  })

  test('is renewed shortly before its end, and kept with it', async () => {
    const began = t.world.clock.now()
    await t.wechat.miniCode(MINI_CODE)
    expect(Math.abs(((await t.store.read())?.endsAt.getTime() ?? 0) - began - 7_200_000)).toBeLessThan(2_000)
    t.world.clock.advance(7_200_000 - 125_000)
    await t.wechat.miniCode(MINI_CODE)
    expect(t.tokenFetches()).toBe(1)
    t.world.clock.advance(10_000)
    await t.wechat.miniCode(MINI_CODE)
    expect(t.tokenFetches()).toBe(2)
  })

  test('a failed fetch fails its callers, and the next caller tries again', async () => {
    await t.fault(STABLE, { errcode: 40164 })
    const failed = await Promise.all(Array.from({ length: 5 }, () => failureOf(t.wechat.miniCode(MINI_CODE))))
    expect(new Set(failed.map(({ kind, path }) => `${kind} ${path}`))).toEqual(new Set([`misconfigured ${STABLE}`]))
    expect((await t.wechat.miniCode(MINI_CODE)).length).toBeGreaterThan(100)
  })
})
