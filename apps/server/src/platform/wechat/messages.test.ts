import { failureOf, openWeChat, type OpenWeChat } from '#server/platform/wechat/test-wechat'

let t: OpenWeChat
beforeEach(async () => {
  t = await openWeChat()
})
afterEach(() => t.stop())

const PAGE = 'pages/landing/index'
const ADDRESS = '203.0.113.7'

const somebody = async (key = 'ann') => {
  const { openid } = await t.order('users', { key })
  await t.order('visit', { key })
  return String(openid)
}

const allowed = async () => {
  const openId = await somebody()
  await t.order('templates', { id: 'tpl', fields: { thing1: 'thing' } })
  await t.order('tap-subscribe', { key: 'ann', templateId: 'tpl', answer: 'accept' })
  return { openId, templateId: 'tpl', data: { thing1: '到货了' }, page: `${PAGE}?a=1`, state: 'formal' } as const
}

describe('sendSubscribeMessage', () => {
  test('arrives once, with its values; then nothing is allowed any more', async () => {
    const message = await allowed()
    const { msgId } = await t.wechat.sendSubscribeMessage(message)
    expect(msgId).toMatch(/^\d+$/)
    expect(await t.order('messages', {})).toMatchObject({
      messages: [{ key: 'ann', data: { thing1: '到货了' }, page: `${PAGE}?a=1`, state: 'formal' }],
    })
    expect(await failureOf(t.wechat.sendSubscribeMessage(message))).toMatchObject({ kind: 'refused', errcode: 43101 })
  })

  test('a value that does not fit is not even sent', async () => {
    const message = { ...(await allowed()), data: { thing1: '字'.repeat(21) } }
    const before = t.tokenFetches()
    expect(await failureOf(t.wechat.sendSubscribeMessage(message))).toMatchObject({ kind: 'refused', errcode: 47003 })
    expect(t.tokenFetches()).toBe(before)
  })

  test.each([
    [43107, 'misconfigured'],
    [43108, 'unavailable'],
    [45168, 'refused'],
  ])('%i is %s', async (errcode, kind) => {
    const message = await allowed()
    await t.fault('/cgi-bin/message/subscribe/send', { errcode })
    expect(await failureOf(t.wechat.sendSubscribeMessage(message))).toMatchObject({ kind, errcode })
  })
})

test('a group card: made, changed, finished, and then as it is', async () => {
  const { activityId, endsAt } = await t.wechat.createActivity()
  expect(endsAt.getTime() - t.world.clock.now()).toBe(86_400_000)
  await t.wechat.updateActivity({ activityId, members: 2, places: 3 })
  expect(t.world.messaging.activities.get(activityId)).toMatchObject({
    parameters: { member_count: '2', room_limit: '3' },
  })
  await t.wechat.finishActivity({ activityId, path: PAGE, version: 'release' })
  const again = t.wechat.updateActivity({ activityId, members: 3, places: 3 })
  expect(await failureOf(again)).toMatchObject({ kind: 'refused', errcode: 47502 })
})

describe('words, pictures and people', () => {
  test('words are judged', async () => {
    const openId = await somebody()
    const judge = async (content: string) => (await t.wechat.checkText({ openId, content, scene: 'profile' })).verdict
    expect([await judge('小雨'), await judge('doubtful'), await judge('risky')]).toEqual(['pass', 'review', 'risky'])
    t.world.clock.advance(2 * 3_600_000 + 1)
    expect(await failureOf(t.wechat.checkText({ openId, content: '小雨', scene: 'profile' }))).toMatchObject({
      errcode: 61010,
    })
  })

  test('a picture is taken in, and judged by its trace', async () => {
    const openId = await somebody()
    const asked = { openId, url: 'https://shop.example.com/risky.png', scene: 'comment' } as const
    const { traceId } = await t.wechat.checkMedia(asked)
    await t.order('clock', { advanceMs: 20_000 })
    expect(await t.order('verdicts', {})).toMatchObject({ verdicts: [{ traceId, suggest: 'risky' }] })
  })

  test('a person has a rank, or the service has none', async () => {
    const openId = await somebody()
    await t.order('risk', { key: 'ann', rank: 3 })
    expect(await t.wechat.riskRank({ openId, address: ADDRESS, at: 'joining' })).toEqual({ rank: 3 })
    await t.order('risk', { key: 'ann', rank: null })
    const none = t.wechat.riskRank({ openId, address: ADDRESS, at: 'joining' })
    expect(await failureOf(none)).toMatchObject({ kind: 'unavailable', errcode: 61080 })
  })
})

test('links from outside lead to the page with its query', async () => {
  const link = { page: PAGE, query: 'scene=a', days: 7, envVersion: 'release' } as const
  for (const { url } of [await t.wechat.urlLink(link), await t.wechat.scheme(link)])
    expect(await t.order('open-link', { key: 'ann', link: url })).toEqual({ path: PAGE, query: 'scene=a' })
})
