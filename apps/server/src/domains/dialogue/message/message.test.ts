import { randomUUID } from 'node:crypto'
import { createPusher, PLAIN, type Pusher } from '#server/platform/wechat-push/test-push'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Contacts, Messages } from '../entities'
import { followerId, followingMember, openIdIn, openOfficial } from '../test-followers'
import { deliverWaiting } from './deliver'
import { dropIdleContacts, dropOldMessages } from './retention'

const SEND = '/cgi-bin/message/custom/send'
const HOUR_MS = 3_600_000

let world: World
let mini: Pusher
let official: Pusher
let owner: OperatorClient
beforeAll(async () => {
  world = await startWorld(PLAIN)
  await openOfficial(world)
  await world.control('push', { app: 'mini', url: `${world.url}/wechat/push/mini`, token: PLAIN.WECHAT_PUSH_TOKEN })
  await world.control('push', {
    ...{ app: 'official', url: `${world.url}/wechat/push/official`, token: PLAIN.WECHAT_PUSH_TOKEN },
  })
  mini = createPusher(world, 'mini')
  official = createPusher(world, 'official')
  owner = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

const newKey = () => `k-${randomUUID().slice(0, 8)}`
const relog = async () => (owner = await world.operator())

const list = async () => (await owner.must('dialogue.list', {})).rows
const latest = async () => {
  const [contact] = await list()
  if (!contact) throw new Error('nobody has written')
  return contact
}

/** Somebody writes through WeChat itself: there the window opens too. Answers who that is to the shop. */
async function write(key: string, text: string, to: 'mini' | 'official' = 'mini') {
  const known = await world.db.manager.count(Messages)
  await world.control('say', { key, text, to })
  await until(async () => (await world.db.manager.count(Messages)) > known)
  return latest()
}

const sentTo = async (key: string) => {
  const { messages } = (await world.control('messages', { key })) as unknown as {
    messages: { app: string; text?: { content: string } }[]
  }
  return messages.map(({ app, text }) => ({ app, text: text?.content }))
}
const show = async (contactId: string) => (await owner.must('dialogue.show', { contactId })).messages.rows
const answer = (contactId: string, text: string, more: object = {}) =>
  owner.send('dialogue.send', { contactId, text, ...more })
const stateOf = async (contactId: string) => (await show(contactId)).map(({ state }) => state)
const deliver = () => deliverWaiting(world.platform, world.clock.now())
const settled = (contactId: string) =>
  until(async () => {
    await deliver()
    return (await stateOf(contactId)).every((state) => state !== 'waiting')
  })

test('somebody writes, an operator reads and answers, and it arrives', async () => {
  const key = newKey()
  const person = await followingMember(world, key)
  const contact = await write(key, '你们今天营业到几点')
  expect(contact).toMatchObject({ app: 'mini', memberId: person.memberId, left: 5, follows: false })
  expect(contact.name).toContain('会员')
  const { status, body } = await answer(contact.id, '到晚上九点')
  expect([status, body.message.state, body.contact.left]).toEqual([200, 'waiting', 4])
  await settled(contact.id)
  expect(await show(contact.id)).toMatchObject([
    { from: 'shop', text: '到晚上九点', state: 'sent', by: '运营', why: null },
    { from: 'person', text: '你们今天营业到几点', state: null },
  ])
  expect(await sentTo(key)).toEqual([{ app: 'mini', text: '到晚上九点' }])
})

test('the 公众号 answers as itself, with a link into the mini program', async () => {
  const key = newKey()
  await followingMember(world, key)
  const contact = await write(key, '有新品吗', 'official')
  expect(contact.app).toBe('official')
  expect((await answer(contact.id, '有，点开看看', { page: 'coupons' })).status).toBe(200)
  await settled(contact.id)
  const [sent] = await sentTo(key)
  expect(sent?.app).toBe('official')
  expect(sent?.text).toContain('data-miniprogram-path="coupon/centre/index"')
})

test('the same key is one answer', async () => {
  const key = newKey()
  const contact = await write(key, '在吗')
  const sending = randomUUID()
  const both = [1, 2].map(() => owner.send('dialogue.send', { contactId: contact.id, text: '在' }, sending))
  await Promise.all(both)
  const again = await owner.send('dialogue.send', { contactId: contact.id, text: '在' }, sending)
  expect([again.status, again.replayed]).toEqual([200, true])
  await settled(contact.id)
  expect(await sentTo(key)).toHaveLength(1)
})

test('twelve answers at once: five are sent, and no more are tried', async () => {
  const key = newKey()
  const contact = await write(key, '在吗')
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => answer(contact.id, `第 ${index} 条`)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
  expect(new Set(answers.map(({ code }) => code))).toEqual(new Set([undefined, 'window_full']))
  await Promise.all([deliver(), deliver()])
  await settled(contact.id)
  expect(await sentTo(key)).toHaveLength(5)
  expect((await latest()).left).toBe(0)
  expect((await write(key, '还在吗')).left).toBe(5)
})

test('messages out of order leave the window of the last', async () => {
  const openId = `o${newKey()}`
  const at = Math.floor(world.clock.now().getTime() / 1000)
  const [early, late] = [mini.text(openId, '一', { CreateTime: at - 300 }), mini.text(openId, '二', { CreateTime: at })]
  await mini.push(late)
  await mini.push(early)
  const rows = () => world.db.manager.findBy(Contacts, { app: 'mini', openId })
  await until(async () => (await world.db.manager.countBy(Messages, { contactId: (await rows())[0]?.id ?? '0' })) === 2)
  expect((await rows())[0]?.messageEndsAt?.getTime()).toBe((at + 48 * 3600) * 1000)
})

test('who only comes to the chat may be greeted, twice within a minute, and without a link', async () => {
  const key = newKey()
  await write(key, '你好')
  const openId = await openIdIn(world, key)
  await world.db.manager.update(Contacts, { openId }, { messageEndsAt: null, messageLeft: 0 })
  await world.control('enter', { key, sessionFrom: 'coupon' })
  await until(async () => (await world.db.manager.findOneBy(Contacts, { openId }))?.visitLeft === 2)
  const { id } = await latest()
  expect((await answer(id, '看看', { page: 'home' })).code).toBe('link_unasked')
  expect((await answer(id, '欢迎')).status).toBe(200)
  expect((await answer(id, '有什么可以帮你')).status).toBe(200)
  expect((await answer(id, '还在吗')).code).toBe('window_full')
  await settled(id)
})

test('WeChat says that the window is spent or over: told so, and the window is shut here too', async () => {
  for (const [errcode, why] of [
    [45047, '条数用完了'],
    [45015, '48 小时'],
  ] as const) {
    const key = newKey()
    const contact = await write(key, '在吗')
    await answer(contact.id, '在')
    await world.control('fault', { path: SEND, errcode, times: 1 })
    await settled(contact.id)
    const [message] = await show(contact.id)
    expect(message).toMatchObject({ state: 'failed', why: expect.stringContaining(why) })
    expect((await answer(contact.id, '还在')).code).toBe('window_full')
  }
})

test('what WeChat refuses for itself gives its place back', async () => {
  const contact = await write(newKey(), '在吗')
  await answer(contact.id, '在')
  await world.control('fault', { path: SEND, errcode: 70000, times: 1 })
  await settled(contact.id)
  expect((await show(contact.id))[0]).toMatchObject({ state: 'failed', why: '微信没有收下这条消息' })
  expect((await latest()).left).toBe(5)
})

test('busy: tried again, and sent once', async () => {
  const key = newKey()
  const contact = await write(key, '在吗')
  await answer(contact.id, '在')
  await world.control('fault', { path: SEND, errcode: -1, times: 3 })
  await until(async () => {
    await deliver()
    return (await stateOf(contact.id))[0] === 'waiting'
  })
  world.clock.advance(6_000)
  await settled(contact.id)
  expect(await sentTo(key)).toHaveLength(1)
})

test('an answer of WeChat that is lost: nobody knows, and it is not sent again', async () => {
  const key = newKey()
  const contact = await write(key, '在吗')
  await answer(contact.id, '在')
  await world.control('fault', { path: SEND, status: 502, times: 1 })
  await settled(contact.id)
  expect((await show(contact.id))[0]?.state).toBe('unsure')
  expect((await latest()).left).toBe(4)
})

test('a process that died with a message in hand leaves it unsure', async () => {
  const contact = await write(newKey(), '在吗')
  await answer(contact.id, '在')
  const [message] = await show(contact.id)
  const past = new Date(world.clock.now().getTime() - 1000)
  await until(async () => (await stateOf(contact.id))[0] === 'sent')
  await world.db.manager.update(Messages, { id: message?.id ?? '' }, { state: 'sending', nextAt: past, sentAt: null })
  await deliver()
  expect((await stateOf(contact.id))[0]).toBe('unsure')
})

test('who leaves while an answer waits is not written to', async () => {
  const key = newKey()
  const person = await followingMember(world, key)
  const contact = await write(key, '在吗')
  await answer(contact.id, '在')
  await world.db.manager.update(Messages, { contactId: contact.id, state: 'waiting' }, { nextAt: null })
  await person.must('privacy.leave', { confirmed: true })
  await until(async () => (await world.db.manager.countBy(Contacts, { id: contact.id })) === 0)
  expect(await world.db.manager.countBy(Messages, { contactId: contact.id })).toBe(0)
  expect(await deliver()).toBe(false)
})

test('a follow and its end are on record, whatever came first', async () => {
  const key = newKey()
  const follower = { app: 'official', openId: followerId(key) } as const
  const at = Math.floor(world.clock.now().getTime() / 1000)
  await official.push(official.event(follower.openId, 'unsubscribe', { CreateTime: at }))
  await official.push(official.event(follower.openId, 'subscribe', { CreateTime: at - 60 }))
  await until(async () => (await world.db.manager.findOneBy(Contacts, follower))?.followedAt !== null)
  await until(async () => (await world.db.manager.findOneBy(Contacts, follower))?.unfollowedAt !== null)
  await official.push(official.text(follower.openId, '你好'))
  await until(async () => (await latest()).app === 'official')
  expect(await latest()).toMatchObject({ follows: false })
})

test('only who may talk reads and answers', async () => {
  const contact = await write(newKey(), '在吗')
  const viewer = await world.operator('viewer')
  const manager = await world.operator('manager')
  expect((await viewer.call('dialogue.list', {})).code).toBe('not_allowed')
  expect((await viewer.call('dialogue.show', { contactId: contact.id })).code).toBe('not_allowed')
  expect((await viewer.send('dialogue.send', { contactId: contact.id, text: '在' })).code).toBe('not_allowed')
  expect((await manager.must('dialogue.show', { contactId: contact.id })).contact.id).toBe(contact.id)
  expect((await manager.call('dialogue.show', { contactId: '999999999' })).code).toBe('not_found')
  expect((await manager.send('dialogue.send', { contactId: '999999999', text: '在' })).code).toBe('not_found')
})

test('the list goes on page by page', async () => {
  for (let index = 0; index < 22; index += 1) await mini.push(mini.text(`oPage${index}${newKey()}`, '在'))
  await until(async () => (await list()).length === 20)
  const first = await owner.must('dialogue.list', {})
  const second = await owner.must('dialogue.list', { before: first.next ?? '' })
  const ids = [...first.rows, ...second.rows].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(second.rows.length).toBeGreaterThan(0)
})

describe('time goes by', () => {
  test('after 48 hours nothing is sent, also not what was waiting', async () => {
    const key = newKey()
    const contact = await write(key, '在吗')
    await world.db.manager.update(Contacts, { id: contact.id }, { messageLeft: 1 })
    world.clock.advance(48 * HOUR_MS - 20_000)
    await relog()
    expect((await answer(contact.id, '在')).status).toBe(200)
    await world.db.manager.update(Messages, { contactId: contact.id, state: 'waiting' }, { nextAt: null })
    world.clock.advance(18_000)
    await world.db.manager.update(Messages, { contactId: contact.id, state: 'waiting' }, { nextAt: world.clock.now() })
    await settled(contact.id)
    expect((await show(contact.id))[0]).toMatchObject({ state: 'failed', why: expect.stringContaining('48 小时') })
    expect(await sentTo(key)).toEqual([])
    expect((await answer(contact.id, '在')).code).toBe('window_closed')
    expect(await latest()).toMatchObject({ endsAt: null, left: 0 })
  })

  test('after 90 days messages go, after 180 the people', async () => {
    world.clock.advance(91 * 24 * HOUR_MS)
    await dropOldMessages(world.platform, world.clock.now())
    expect(await world.db.manager.count(Messages)).toBe(0)
    expect(await world.db.manager.count(Contacts)).toBeGreaterThan(0)
    world.clock.advance(91 * 24 * HOUR_MS)
    await dropIdleContacts(world.platform, world.clock.now())
    expect(await world.db.manager.count(Contacts)).toBe(0)
  })
})
