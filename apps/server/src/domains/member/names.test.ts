import { randomUUID } from 'node:crypto'
import { Events } from '#server/platform/events/entities'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Members } from './entities'
import { judgeNames } from './judge-names'
import { memberById } from './member-of'
import { nameForOthers } from './present'

const CHECK = '/wxa/msg_sec_check'
const MINUTE_MS = 60_000

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

async function named(nickname: string, trouble: object | null = null) {
  const key = randomUUID()
  const person = await world.member(key)
  if (trouble) await world.control('fault', { path: CHECK, ...trouble })
  const answer = await person.send('member.updateProfile', { nickname })
  const row = () => memberById(world.db.manager, person.memberId)
  return { key, person, answer, row, seen: async () => nameForOthers(await row()) }
}

const judge = () => judgeNames(world.platform, world.clock.now())

test('a fine name is seen by others at once, masked as ever', async () => {
  const { answer, row, seen } = await named('小雨')
  expect(answer.status).toBe(200)
  expect(await row()).toMatchObject({ nickname: '小雨', nicknameState: 'fine' })
  expect(await seen()).toBe('小**')
})

test.each(['risky', 'doubtful'])('a %s one is refused, and the one from before stays', async (word) => {
  const { person, row } = await named('小雨')
  expect((await person.send('member.updateProfile', { nickname: word, birthday: 19950614 })).code).toBe(
    'nickname_refused',
  )
  expect(await row()).toMatchObject({ nickname: '小雨', nicknameState: 'fine', birthday: null })
})

test('the same key again asks WeChat no second time', async () => {
  const { person } = await named('小雨')
  const key = randomUUID()
  await person.must('member.updateProfile', { nickname: '大雨' }, key)
  await world.control('fault', { path: CHECK, errcode: 48001 })
  expect((await person.send('member.updateProfile', { nickname: '大雨' }, key)).replayed).toBe(true)
  await world.control('fault', { clear: true })
})

test('WeChat has no answer: kept, unseen by others, judged as soon as it has one', async () => {
  const { person, row, seen } = await named('小雨', { status: 502 })
  expect(await row()).toMatchObject({ nickname: '小雨', nicknameState: 'due' })
  expect((await person.must('member.me', {})).member?.nickname).toBe('小雨')
  expect(await seen()).toMatch(/^会员/)
  world.clock.advance(2 * MINUTE_MS)
  await judge()
  expect(await seen()).toBe('小**')
})

test('a name that turns out bad goes, and its member is told', async () => {
  const { person, row } = await named('risky', { status: 502 })
  expect(await row()).toMatchObject({ nicknameState: 'due' })
  world.clock.advance(2 * MINUTE_MS)
  await Promise.all([judge(), judge()])
  expect(await row()).toMatchObject({ nickname: null, nicknameState: null })
  await until(async () => (await person.must('notify.inbox', {})).rows.some(({ topic }) => topic === 'member.nickname'))
  const told = await world.db.manager.findBy(Events, { name: 'member.nicknameRefused' })
  expect(told.filter(({ data }) => data['memberId'] === person.memberId)).toHaveLength(1)
})

test('61010: who was not here for two hours is judged when they come again', async () => {
  const { person, row, seen } = await named('小雨', { errcode: 61010 })
  expect(await row()).toMatchObject({ nickname: '小雨', nicknameState: 'away' })
  world.clock.advance(10 * MINUTE_MS)
  await judge()
  expect(await seen()).toMatch(/^会员/)
  await person.relogin()
  await judge()
  expect(await seen()).toBe('小**')
})

test('a name that changed while the old one was judged is not taken for it', async () => {
  const { person, row } = await named('小雨', { status: 502 })
  await person.must('member.updateProfile', { nickname: null })
  world.clock.advance(2 * MINUTE_MS)
  await judge()
  expect(await row()).toMatchObject({ nickname: null, nicknameState: null })
})

test('what a clerk wrote down is the shop’s own word', async () => {
  const manager = await world.staff('manager')
  const { privacyVersion } = { privacyVersion: (await world.client().must('privacy.notice', {})).version }
  const asked = {
    storeId: world.shop.stores.wutong,
    phone: '13712340099',
    agreed: true,
    privacyVersion,
    nickname: '王姐',
  }
  await manager.must('counter.enrol', asked)
  expect(await world.db.manager.findOneByOrFail(Members, { nickname: '王姐' })).toMatchObject({ nicknameState: 'fine' })
})
