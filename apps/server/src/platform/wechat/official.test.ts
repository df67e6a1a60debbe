import { createMemoryTokenStore } from '#server/platform/wechat/memory-token-store'
import { createOfficial } from '#server/platform/wechat/official'
import { APP, failureOf, openWeChat, STABLE, type OpenWeChat } from '#server/platform/wechat/test-wechat'

const OFFICIAL = { appId: 'wxfedcba9876543210', secret: 'fedcba9876543210fedcba9876543210' }
const USER = '/cgi-bin/user/info'
const SEND = '/cgi-bin/message/custom/send'

let t: OpenWeChat
beforeEach(async () => {
  t = await openWeChat()
  await t.order('official', OFFICIAL)
})
afterEach(() => t.stop())

const connect = (more: Partial<typeof OFFICIAL> = {}) =>
  createOfficial({
    ...{ baseUrl: t.url, ...OFFICIAL, ...more, miniAppId: APP.appId },
    ...{ tokenStore: createMemoryTokenStore(), clock: () => t.world.clock.now() },
  })

/** Somebody writes to the 公众号 and so becomes known there. Answers their openid. */
async function followerOf(key: string) {
  await t.order('say', { key, text: '你好', to: 'official' })
  const [openId] = [...t.world.messaging.contacts.keys()].slice(-1)
  return openId ?? ''
}

describe('officialUser', () => {
  test('answers the unionid, or that there is none', async () => {
    const official = connect()
    await t.order('users', { key: 'ann', unionid: 'union1' })
    expect(await official.officialUser(await followerOf('ann'))).toEqual({ unionId: 'union1' })
    expect(await official.officialUser(await followerOf('ben'))).toEqual({ unionId: null })
  })

  test('with a token of its own, replaced when WeChat no longer takes it', async () => {
    const official = connect()
    const openId = await followerOf('ann')
    await official.officialUser(openId)
    await t.fault(USER, { errcode: 40001 })
    await official.officialUser(openId)
    expect(t.tokenFetches()).toBe(2)
    await t.fault(STABLE, { errcode: 40125 })
    expect((await failureOf(connect().officialUser(openId))).kind).toBe('misconfigured')
  })

  test('somebody unknown, a quota spent, and a delay', async () => {
    const official = connect()
    expect(await failureOf(official.officialUser('oNobody'))).toMatchObject({ kind: 'refused', errcode: 40003 })
    const openId = await followerOf('ann')
    await t.fault(USER, { delayMs: 10_000 })
    const startedMs = performance.now()
    expect(await failureOf(official.officialUser(openId))).toMatchObject({ kind: 'unavailable', errcode: null })
    expect(performance.now() - startedMs).toBeLessThan(4500)
    await t.fault(USER, { errcode: 45009 })
    expect(await failureOf(official.officialUser(openId))).toMatchObject({ kind: 'unavailable', errcode: 45009 })
    expect((await failureOf(official.officialUser(openId))).message).toContain('not asked')
  })
})

describe('sendCustomerMessage', () => {
  const sent = async (key: string) => (await t.order('messages', { key })).messages

  test('a text and a link arrive, in the mini program and in the 公众号', async () => {
    const openId = await followerOf('ann')
    await connect().sendCustomerMessage(openId, { kind: 'text', content: '你好' })
    const user = await t.order('users', { key: 'ann' })
    await t.order('say', { key: 'ann', text: '你好' })
    const link = {
      title: '菜单',
      description: '今天的',
      url: 'https://shop.test/',
      thumbUrl: 'https://shop.test/a.png',
    }
    await t.wechat.sendCustomerMessage(String(user.openid), { kind: 'link', ...link })
    expect(await sent('ann')).toMatchObject([
      { app: 'official', msgtype: 'text', text: { content: '你好' } },
      { app: 'mini', msgtype: 'link', link: { title: '菜单', url: 'https://shop.test/' } },
    ])
  })

  test('a card names the mini program, with a picture of the 公众号’s own', async () => {
    const openId = await followerOf('ann')
    const official = connect()
    const thumbMediaId = await official.uploadImage(Buffer.from('89504e470d0a1a0a', 'hex'))
    await official.sendCustomerMessage(openId, {
      ...{ kind: 'page', title: '签到', pagePath: 'pages/landing/index?from=card', thumbMediaId },
    })
    expect(await sent('ann')).toMatchObject([
      { msgtype: 'miniprogrampage', miniprogrampage: { title: '签到', pagepath: 'pages/landing/index?from=card' } },
    ])
    const foreign = { kind: 'page', title: '签到', pagePath: 'pages/landing/index', thumbMediaId } as const
    await t.order('say', { key: 'ann', text: '你好' })
    const user = await t.order('users', { key: 'ann' })
    expect(await failureOf(t.wechat.sendCustomerMessage(String(user.openid), foreign))).toMatchObject({
      ...{ kind: 'refused', errcode: 40004 },
    })
  })

  test('too late, too often, a minor: final, and said so', async () => {
    const user = await t.order('users', { key: 'ann' })
    const text = { kind: 'text', content: 'x' } as const
    const send = () => failureOf(t.wechat.sendCustomerMessage(String(user.openid), text))
    expect(await send()).toMatchObject({ kind: 'refused', errcode: 45015 })
    for (const errcode of [45047, 70000, 40003]) {
      await t.fault(SEND, { errcode })
      expect(await send()).toMatchObject({ kind: 'refused', errcode })
    }
  })
})
