import { CheckIns } from '#server/domains/checkin/entities'
import { Pushes } from '#server/platform/wechat-push/entities'
import { SECURE } from '#server/platform/wechat-push/test-push'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { followingMember, openOfficial } from '../test-followers'

let world: World
beforeAll(async () => {
  world = await startWorld(SECURE)
  await openOfficial(world)
})
afterAll(() => stopWithPromisesKept(world))

type Reply = { kind: string; content: string | null; msgType: string; reason: string }

const aim = (more: object = {}) =>
  world.control('push', {
    ...{ app: 'official', url: `${world.url}/wechat/push/official`, token: SECURE.WECHAT_OFFICIAL_TOKEN },
    ...{ mode: 'secure', encodingAESKey: SECURE.WECHAT_OFFICIAL_AES_KEY, format: 'xml', duplicate: 0 },
    ...{ deadlineMs: 5000, badSignature: false, wrongAppId: false, outOfOrder: false },
    ...more,
  })
const say = (key: string, text: string) => world.control('say', { key, text, to: 'official' })
const repliesTo = async (key: string) =>
  ((await world.control('replies', { key })) as unknown as { replies: Reply[] }).replies

test.each(['xml', 'json'])('WeChat checks the address, says 「签到」 and shows the reply; %s', async (format) => {
  await aim({ format })
  const key = `reader-${format}`
  await followingMember(world, key)
  await say(key, '签到')
  const [reply] = await repliesTo(key)
  expect(reply).toMatchObject({ kind: 'reply', msgType: 'text', content: expect.stringContaining('签到成功') })
})

test('duplicates show the same reply, and check in once', async () => {
  await aim({ duplicate: 3 })
  const person = await followingMember(world, 'double')
  await say('double', '签到')
  const replies = await repliesTo('double')
  expect(replies).toHaveLength(4)
  expect(new Set(replies.map(({ content }) => content)).size).toBe(1)
  expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(1)
})

test('an answer later than WeChat waits: it comes again, and is told what was done', async () => {
  await aim({ deadlineMs: 200 })
  const person = await followingMember(world, 'late')
  await world.control('fault', { path: '/cgi-bin/user/info', delayMs: 1000 })
  await say('late', '签到')
  expect(await repliesTo('late')).toEqual([])
  await aim({ deadlineMs: 5000 })
  await world.control('clock', { advanceMs: 5000 })
  const replies = await repliesTo('late')
  expect(replies).toMatchObject([{ kind: 'reply', content: expect.stringContaining('签到成功') }])
  expect(await world.db.manager.countBy(CheckIns, { memberId: person.memberId })).toBe(1)
})

test('what is refused is tried three times more, and then the account shows as out of order', async () => {
  await aim({ wrongAppId: true })
  const before = await world.db.manager.count(Pushes)
  await say('forged', '签到')
  await world.control('clock', { advanceMs: 60_000 })
  expect(await repliesTo('forged')).toMatchObject([{ kind: 'unavailable' }])
  expect(await world.db.manager.count(Pushes)).toBe(before)
})
