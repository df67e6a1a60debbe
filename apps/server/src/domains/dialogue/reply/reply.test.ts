import { randomUUID } from 'node:crypto'
import { CheckIns, StoreVisits } from '#server/domains/checkin/entities'
import { gift, planIs, planWith } from '#server/domains/checkin/test-days'
import { Accounts } from '#server/domains/points/entities'
import { Events } from '#server/platform/events/entities'
import { Pushes } from '#server/platform/wechat-push/entities'
import { createPusher, PLAIN, SECURE, type Pusher } from '#server/platform/wechat-push/test-push'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, WECHAT, type World } from '#test/world'
import { followerId, followingMember, openOfficial } from '../test-followers'

let world: World
let official: Pusher
let owner: OperatorClient
beforeAll(async () => {
  world = await startWorld(SECURE)
  await openOfficial(world)
  official = createPusher(world, 'official')
  owner = await world.operator()
  await planIs(world, planWith({ ladder: [{ streakDays: 2, ...gift(10) }] }))
})
afterAll(() => stopWithPromisesKept(world))

const ask = (openId: string, text = '签到') => official.push(official.text(openId, text))
const rowsOf = (memberId: string) => world.db.manager.findBy(CheckIns, { memberId })
const newKey = () => `k-${randomUUID().slice(0, 8)}`

test('「签到」 checks in, says what it brought and what is next, and leads into the mini program', async () => {
  const person = await followingMember(world, newKey())
  const { reply, status } = await ask(person.followerId)
  expect(status).toBe(200)
  expect(reply).toContain('签到成功，积分 +5，连签 1 天。')
  expect(reply).toContain('明天再来签，连签 2 天，得 15 积分')
  expect(reply).toContain(`data-miniprogram-appid="${WECHAT.appId}" data-miniprogram-path="pages/checkin/index"`)
  expect((await person.must('checkin.status', {})).checkedInToday).toBe(true)
  expect((await ask(person.followerId, ' QD！')).reply).toContain('今天已经签过了，连签 1 天。')
  expect(await rowsOf(person.memberId)).toHaveLength(1)
})

test('a button of the menu does the same', async () => {
  const person = await followingMember(world, newKey())
  const tap = (EventKey: string) => official.push(official.event(person.followerId, 'CLICK', { EventKey }))
  expect((await tap('other')).text).toBe('success')
  expect((await tap('checkin')).reply).toContain('签到成功')
})

test('the first to write after checking in in the mini program is told kindly', async () => {
  const person = await followingMember(world, newKey())
  await person.must('checkin.checkIn', {})
  world.clock.advance(1000)
  expect((await ask(person.followerId)).reply).toContain('今天已经签过了')
})

test('twenty copies at once: one check-in, and every copy has the same answer', async () => {
  const person = await followingMember(world, newKey())
  const message = official.text(person.followerId, '签到')
  const answers = await Promise.all(Array.from({ length: 20 }, () => official.push(message)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(new Set(answers.map(({ reply }) => reply)).size).toBe(1)
  expect(answers[0]?.reply).toContain('签到成功')
  expect(await rowsOf(person.memberId)).toHaveLength(1)
  world.clock.advance(60_000)
  expect((await official.push(message)).reply).toBe(answers[0]?.reply)
  expect(await world.db.manager.countBy(Pushes, { openId: person.followerId })).toBe(1)
})

test('the mini program, the store’s code and the 公众号 at once: one check-in, one visit', async () => {
  const person = await followingMember(world, newKey())
  const staff = await world.staff('manager')
  const { codes } = await staff.must('channel.codes', { storeId: world.shop.stores.wutong })
  const scene = codes.find(({ kind }) => kind === 'store')?.scene ?? ''
  const many = Array.from({ length: 8 }, () => [
    person.send('checkin.checkIn', {}),
    ask(person.followerId),
    person.send('checkin.visitStore', { scene }),
  ])
  const answers = await Promise.all(many.flat())
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const [row] = await rowsOf(person.memberId)
  expect(await rowsOf(person.memberId)).toHaveLength(1)
  expect(await world.db.manager.countBy(StoreVisits, { memberId: person.memberId })).toBe(1)
  const done = await world.db.manager.findBy(Events, { name: 'checkin.done' })
  expect(done.filter(({ data }) => data['memberId'] === person.memberId)).toHaveLength(1)
  expect(row?.points).toBe(5)
})

test('many members at once are each checked in and answered', async () => {
  const people = await Promise.all(Array.from({ length: 24 }, () => followingMember(world, newKey())))
  const startedMs = performance.now()
  const answers = await Promise.all(people.map((person) => ask(person.followerId)))
  expect(performance.now() - startedMs).toBeLessThan(5000)
  for (const { reply } of answers) expect(reply).toContain('签到成功，积分 +5，连签 1 天。')
  for (const { memberId } of people) expect(await rowsOf(memberId)).toHaveLength(1)
})

describe('who is no member is led to joining, and nothing is written for them', () => {
  const checkIns = () => world.db.manager.count(CheckIns)

  test('somebody without a unionid, somebody who never came, somebody who has not joined', async () => {
    const before = await checkIns()
    const [unbound, unknown, visitor] = [newKey(), newKey(), newKey()]
    await world.control('users', { key: unbound })
    await world.control('users', { key: unknown, unionid: `union-${unknown}` })
    await world.control('users', { key: visitor, unionid: `union-${visitor}` })
    await world.visitor(visitor)
    for (const key of [unbound, unknown, visitor]) {
      const { reply } = await ask(followerId(key))
      expect(reply).toContain('先在小程序里加入会员')
      expect(reply).toContain('data-miniprogram-path="pages/home/index"')
    }
    expect(await checkIns()).toBe(before)
  })

  test('whoever joins afterwards is known at the next word', async () => {
    const key = newKey()
    await world.control('users', { key, unionid: `union-${key}` })
    expect((await ask(followerId(key))).reply).toContain('先在小程序里加入会员')
    await world.member(key)
    expect((await ask(followerId(key))).reply).toContain('签到成功')
  })

  test('who left is a stranger again', async () => {
    const person = await followingMember(world, newKey())
    await ask(person.followerId)
    await person.must('privacy.leave', { confirmed: true })
    expect((await ask(person.followerId)).reply).toContain('先在小程序里加入会员')
  })
})

test('a no of checking in keeps its words', async () => {
  const person = await followingMember(world, newKey())
  await world.db.manager.update(Accounts, { memberId: person.memberId }, { frozenAt: world.clock.now() })
  const { reply } = await ask(person.followerId)
  expect(reply).not.toContain('签到成功')
  expect(await rowsOf(person.memberId)).toEqual([])
  await world.db.manager.update(Accounts, { memberId: person.memberId }, { frozenAt: null })
  expect((await ask(person.followerId)).reply).toContain('签到成功')
})

test('WeChat does not say who it is: told so, nothing done; the next word finds out', async () => {
  const person = await followingMember(world, newKey())
  await world.control('fault', { path: '/cgi-bin/user/info', errcode: -1, times: 3 })
  const { reply, status } = await ask(person.followerId)
  expect([status, reply?.split('\n')[0]]).toEqual([
    200,
    '微信这会儿没有回应，签到还没算上，积分没有动。过一会儿再发一次，或者打开小程序签。',
  ])
  expect(await rowsOf(person.memberId)).toEqual([])
  expect((await ask(person.followerId)).reply).toContain('签到成功')
})

test('any other word is acknowledged, without a reply', async () => {
  expect((await ask(followerId(newKey()), '你们几点开门')).text).toBe('success')
  const mini = createPusher(world, 'mini')
  expect((await mini.push(mini.text('oSomebody', '签到'))).text).toBe('success')
})

describe('what is answered is the shop’s to say', () => {
  const settings = { enabled: true, keywords: ['早安'], menuKeys: ['morning'] }
  afterEach(() =>
    owner.must('dialogue.saveSettings', { enabled: true, keywords: ['签到', '打卡', 'qd'], menuKeys: ['checkin'] }),
  )

  test('until it says something, what most would choose', async () => {
    const fresh = await startWorld(PLAIN)
    const operator = await fresh.operator('viewer')
    expect(await operator.must('dialogue.settings', {})).toEqual({
      settings: { enabled: true, keywords: ['签到', '打卡', 'qd'], menuKeys: ['checkin'] },
      savedAt: null,
      doors: { mini: true, official: true },
    })
    expect((await operator.send('dialogue.saveSettings', settings)).code).toBe('not_allowed')
    await fresh.stop()
  })

  test('other words, other keys, or nothing at all', async () => {
    const person = await followingMember(world, newKey())
    const saved = await owner.must('dialogue.saveSettings', settings)
    expect(saved.settings).toEqual(settings)
    expect((await owner.must('dialogue.settings', {})).savedAt).toBe(saved.savedAt)
    expect((await ask(person.followerId)).text).toBe('success')
    expect((await ask(person.followerId, '早安')).reply).toContain('签到成功')
    await owner.must('dialogue.saveSettings', { ...settings, enabled: false })
    expect((await ask(person.followerId, '早安')).text).toBe('success')
    expect((await owner.send('dialogue.saveSettings', { ...settings, keywords: [] })).code).toBe('input_invalid')
  })
})
