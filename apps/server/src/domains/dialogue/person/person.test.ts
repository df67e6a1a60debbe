import { randomUUID } from 'node:crypto'
import { Members } from '#server/domains/member/entities'
import { Sessions, WechatUsers } from '#server/platform/session/entities'
import { Events, EventsHandled } from '#server/platform/events/entities'
import { Pushes } from '#server/platform/wechat-push/entities'
import { createPusher, PLAIN, type Pusher } from '#server/platform/wechat-push/test-push'
import type { MemberClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Contacts, Messages } from '../entities'
import { followingMember, openIdIn, openOfficial } from '../test-followers'

let world: World
let mini: Pusher
let official: Pusher
beforeAll(async () => {
  world = await startWorld(PLAIN)
  await openOfficial(world)
  mini = createPusher(world, 'mini')
  official = createPusher(world, 'official')
})
afterAll(() => stopWithPromisesKept(world))

const newKey = () => `k-${randomUUID().slice(0, 8)}`
const openIdOf = async ({ userId }: MemberClient) =>
  (await world.db.manager.findOneByOrFail(WechatUsers, { id: userId })).openId

/** Of these three events WeChat itself is the sender. */
const PLATFORM = 'oPlatform'
const about = (Event: string, OpenID: string, more: object = {}) =>
  mini.event(PLATFORM, Event, { OpenID, AppID: 'wx1', ...more })

/** All that was announced has been handled. */
const handled = () =>
  until(
    async () => (await world.db.manager.createQueryBuilder(Events, 'e').where('e.nextAt IS NOT NULL').getCount()) === 0,
  )

async function withPhone(key: string) {
  await world.control('users', { key, phone: `138${String(Math.floor(10_000_000 + Math.random() * 89_999_999))}` })
  const person = await followingMember(world, key)
  const { code } = await world.control('phone-code', { key })
  await person.must('member.bindPhone', { code })
  await person.must('member.updateProfile', { nickname: '林小满' })
  return person
}
const profileOf = async (person: MemberClient) => (await person.must('member.me', {})).member

describe('what a person takes back is deleted', () => {
  test('the phone number, and then the nickname; again changes nothing', async () => {
    const person = await withPhone(newKey())
    const openId = await openIdOf(person)
    const taken = (RevokeInfo: string) => about('user_authorization_revoke', openId, { RevokeInfo })
    await mini.push(taken('8'))
    await handled()
    expect(await profileOf(person)).toMatchObject({ phoneMasked: null, nickname: '林小满' })
    const nickname = taken('6')
    await mini.push(nickname)
    await handled()
    expect(await profileOf(person)).toMatchObject({ phoneMasked: null, nickname: null })
    await person.must('member.updateProfile', { nickname: '小满' })
    expect((await mini.push(nickname)).text).toBe('success')
    await handled()
    expect(await profileOf(person)).toMatchObject({ nickname: '小满' })
  })

  test('both in one second, of the same sender, are two', async () => {
    const person = await withPhone(newKey())
    const openId = await openIdOf(person)
    const both = ['6', '8'].map((RevokeInfo) => about('user_authorization_revoke', openId, { RevokeInfo }))
    await Promise.all([...both, ...both].map((message) => mini.push(message)))
    await handled()
    expect(await profileOf(person)).toMatchObject({ phoneMasked: null, nickname: null })
  })

  test('what is not kept here, and who is not known', async () => {
    const person = await withPhone(newKey())
    await mini.push(about('user_authorization_revoke', await openIdOf(person), { RevokeInfo: '13' }))
    await mini.push(about('user_authorization_revoke', 'oNobody', { RevokeInfo: '8' }))
    await mini.push(about('user_info_modified', await openIdOf(person)))
    await handled()
    expect((await profileOf(person))?.phoneMasked).not.toBeNull()
  })
})

describe('who ends their account with the mini program', () => {
  const cancel = (OpenID: string, UnionID: string, more: object = {}) =>
    mini.push(about('user_authorization_cancellation', OpenID, { UnionID, ...more }))

  test('leaves as by their own tap, in both apps, and once', async () => {
    const key = newKey()
    const person = await withPhone(key)
    const openId = await openIdOf(person)
    await mini.push(mini.text(openId, '我的手机号是 13800138000'))
    await official.push(official.text(person.followerId, '签到'))
    await handled()
    const contacts = await world.db.manager.findBy(Contacts, { memberId: person.memberId })
    expect(contacts.map(({ app }) => app).sort()).toEqual(['mini', 'official'])

    await Promise.all([1, 2, 3].map(() => cancel(openId, `union-${key}`)))
    await cancel(openId, `union-${key}`, { CreateTime: mini.head('x').CreateTime + 1 })
    await handled()
    const member = await world.db.manager.findOneByOrFail(Members, { id: person.memberId })
    expect(member).toMatchObject({ userId: null, nickname: null, phoneSealed: null })
    expect(member.leftAt).not.toBeNull()
    expect(await world.db.manager.countBy(WechatUsers, { openId })).toBe(0)
    expect(await world.db.manager.countBy(Contacts, { memberId: person.memberId })).toBe(0)
    for (const { id } of contacts) expect(await world.db.manager.countBy(Messages, { contactId: id })).toBe(0)
    for (const one of [openId, person.followerId])
      for (const push of await world.db.manager.findBy(Pushes, { openId: one }))
        expect(push).toMatchObject({ bodySealed: null, textSealed: null, replySealed: null })
    const left = await world.db.manager.findBy(Events, { name: 'member.left' })
    expect(left.filter(({ data }) => data['memberId'] === person.memberId)).toHaveLength(1)
    expect((await person.call('member.me', {})).code).toBe('login_needed')
  })

  test('somebody who never joined is forgotten too', async () => {
    const key = newKey()
    const openid = await openIdIn(world, key)
    await world.visitor(key)
    const user = await world.db.manager.findOneByOrFail(WechatUsers, { openId: openid })
    await cancel(openid, '')
    await handled()
    expect(await world.db.manager.countBy(WechatUsers, { openId: openid })).toBe(0)
    const sessions = await world.db.manager.findBy(Sessions, { userId: user.id })
    expect(sessions.every(({ endedAt }) => endedAt !== null)).toBe(true)
  })

  test('who has come back since the event stays', async () => {
    const key = newKey()
    const person = await followingMember(world, key)
    const openId = await openIdOf(person)
    await cancel(openId, '')
    await handled()
    const back = await world.member(key)
    const [event] = await world.db.manager.find(Events, {
      ...{ where: { name: 'wechat.user_cancelled' }, order: { id: 'DESC' }, take: 1 },
    })
    await world.db.manager.delete(EventsHandled, { eventId: event?.id ?? '0' })
    await world.db.manager.update(Events, { id: event?.id ?? '0' }, { nextAt: world.clock.now() })
    await handled()
    expect((await back.must('member.me', {})).member?.id).toBe(back.memberId)
  })
})

test('what somebody wrote, and what they were answered, is in their export', async () => {
  const person = await followingMember(world, newKey())
  await mini.push(mini.text(await openIdOf(person), '杯子落在店里了'))
  await handled()
  const { sections } = await person.must('privacy.export', {})
  expect(sections.find(({ name }) => name === 'dialogue')?.rows).toMatchObject([{ from: 'me', text: '杯子落在店里了' }])
})

test('leaving in the mini program forgets what was written', async () => {
  const person = await followingMember(world, newKey())
  await mini.push(mini.text(await openIdOf(person), '你好'))
  await handled()
  expect(await world.db.manager.countBy(Contacts, { memberId: person.memberId })).toBe(1)
  await person.must('privacy.leave', { confirmed: true })
  await handled()
  expect(await world.db.manager.countBy(Contacts, { memberId: person.memberId })).toBe(0)
})

test('what a visitor wrote before joining is theirs afterwards', async () => {
  const key = newKey()
  const openid = await openIdIn(world, key)
  await world.visitor(key)
  await mini.push(mini.text(openid, '怎么加入'))
  await handled()
  expect((await world.db.manager.findOneByOrFail(Contacts, { openId: openid })).memberId).toBeNull()
  const person = await world.member(key)
  await handled()
  expect((await world.db.manager.findOneByOrFail(Contacts, { openId: openid })).memberId).toBe(person.memberId)
})
