import { randomUUID } from 'node:crypto'
import { Contacts } from '#server/domains/dialogue/entities'
import { dialogueDoor } from '#server/neighbours'
import { inTransaction } from '#server/platform/db/tx'
import { PLAIN } from '#server/platform/wechat-push/test-push'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Messages } from '../entities'
import { tell } from '../tell'
import {
  allow,
  balanceOf,
  carry,
  happens,
  messagesOf,
  neverQuiet,
  onPhone,
  openIdOf,
  sendNow,
  settled,
  somebody,
  tellThem,
  type Person,
} from '../test-telling'
import type { DialogueDoor } from './dialogue-door'
import { settleSubscription } from './ends'
import { sendDue } from './send'
import { takeOut } from './take-out'

const WRITE = '/cgi-bin/message/custom/send'
const SUBSCRIBE = '/cgi-bin/message/subscribe/send'
const MINUTE_MS = 60_000

let world: World
let templateId: string
beforeAll(async () => {
  world = await startWorld(PLAIN)
  await world.control('push', { app: 'mini', url: `${world.url}/wechat/push/mini`, token: PLAIN.WECHAT_PUSH_TOKEN })
  const operator = await world.operator()
  await neverQuiet(operator)
  templateId = await carry(world, operator, 'tier.warned', { thing1: 'tier', thing2: 'note' })
})
afterAll(() => stopWithPromisesKept(world))

/** As far ahead as the server’s own sender does not look. */
const ahead = (ms = MINUTE_MS) => new Date(world.clock.now().getTime() + ms)

/** Told so many times at a moment to come. */
const tellAt = ({ person: { memberId } }: Person, at: Date, count = 1) =>
  inTransaction(world.db, async (tx) => {
    const facts = { tier: '金卡', note: '点开看看' }
    const said = { title: '等级快要变了', words: '点开看看', page: null, facts }
    for (let one = 0; one < count; one += 1)
      await tell(tx, [{ memberId, topic: 'tier.warned', ...said }], `test:${randomUUID()}`, at)
  })

const lastOf = async (who: Person) => {
  const [last] = await messagesOf(world, who)
  if (!last) throw new Error('nothing was told')
  return last
}

describe('WeChat tells what became of a message before its own answer is here', () => {
  /** Taken to be handed over; WeChat’s word about it is heard meanwhile. */
  async function heardFirst(who: Person, errorCode: string) {
    await allow(world, who, templateId)
    const at = ahead()
    await tellAt(who, at)
    const due = { id: (await lastOf(who)).id, memberId: who.person.memberId }
    const hands = { platform: world.platform, door: dialogueDoor }
    const parcel = await inTransaction(world.db, (tx) => takeOut(tx, hands, due, at))
    if (parcel?.via !== 'subscription') throw new Error('it was not taken')
    const openId = await openIdOf(world, who)
    await happens(world, 'wechat.subscribe_sent', { openId, templateId, msgId: `9${due.id}`, errorCode })
    await until(async () => (await lastOf(who)).state !== 'sending')
    return parcel
  }

  test('it arrived, and the answer is lost: it stays sent', async () => {
    const who = await somebody(world)
    const parcel = await heardFirst(who, '0')
    const lost = { ok: false, errcode: null, asked: true, retryAfterMs: null } as const
    await inTransaction(world.db, (tx) => settleSubscription(tx, parcel, lost, ahead()))
    expect(await lastOf(who)).toMatchObject({ state: 'sent', deliveredAt: expect.any(Date), nextAt: null })
    expect(await balanceOf(world, who, templateId)).toBe(0)
  })

  test('it did not arrive, and then the answer that WeChat took it: it stays failed', async () => {
    const who = await somebody(world)
    const parcel = await heardFirst(who, '43101')
    const { id } = parcel.message
    await inTransaction(world.db, (tx) => settleSubscription(tx, parcel, { ok: true, msgId: `9${id}` }, ahead()))
    expect(await lastOf(who)).toMatchObject({ state: 'failed', errcode: 43101, msgId: `9${id}` })
  })

  test('a plain no of WeChat’s is about this very message: what was heard was about another', async () => {
    const who = await somebody(world)
    const parcel = await heardFirst(who, '0')
    const busy = { ok: false, errcode: 43108, asked: true, retryAfterMs: null } as const
    await inTransaction(world.db, (tx) => settleSubscription(tx, parcel, busy, ahead()))
    expect(await lastOf(who)).toMatchObject({ state: 'waiting', deliveredAt: null, msgId: null })
    expect(await balanceOf(world, who, templateId)).toBe(1)
  })
})

test('43101, a window that is busy, and an accept meanwhile: it goes into the window and takes no second allowance', async () => {
  const who = await somebody(world)
  await world.control('say', { key: who.key, text: '在吗', to: 'mini' })
  const { memberId } = who.person
  await until(async () => (await world.db.manager.findOneBy(Contacts, { memberId }))?.messageLeft === 5)
  await allow(world, who, templateId)
  await world.control('fault', { path: SUBSCRIBE, errcode: 43101 })
  await world.control('fault', { path: WRITE, errcode: -1, times: 3 })
  await tellThem(world, who)
  await sendNow(world)
  await until(async () => {
    const { state, attempts } = await lastOf(who)
    return state === 'waiting' && attempts === 2
  })
  await allow(world, who, templateId)
  world.clock.advance(3 * MINUTE_MS)
  await sendNow(world)
  await settled(world, who)
  expect(await lastOf(who)).toMatchObject({ state: 'sent', via: 'dialogue', attempts: 3 })
  expect(await balanceOf(world, who, templateId)).toBe(1)
  expect(await onPhone(world, who)).toHaveLength(1)
})

test('a word of theirs that is heard late opens no more places than WeChat has left since', async () => {
  const who = await somebody(world)
  await world.control('say', { key: who.key, text: '在吗', to: 'mini' })
  const { memberId } = who.person
  const contact = () => world.db.manager.findOneBy(Contacts, { memberId })
  await until(async () => (await contact())?.messageLeft === 5)
  const wroteAt = (await contact())?.wroteAt ?? world.clock.now()
  world.clock.advance(MINUTE_MS)
  await tellThem(world, who, 3)
  await sendNow(world)
  await settled(world, who)
  expect(await onPhone(world, who)).toHaveLength(3)
  const sentAt = new Date(wroteAt.getTime() + 5000)
  const said = { app: 'mini', openId: await openIdOf(world, who), pushId: '900001', msgType: 'text' }
  await happens(world, 'wechat.message', { ...said, sentAt: sentAt.toISOString() })
  await until(async () => (await contact())?.wroteAt?.getTime() === sentAt.getTime())
  expect((await contact())?.messageLeft).toBe(2)
})

test('what cannot be taken holds up nobody: it stands behind the others and is tried again', async () => {
  const [stuck, other] = [await somebody(world), await somebody(world)]
  await allow(world, other, templateId)
  const at = ahead(10 * MINUTE_MS)
  await tellAt(stuck, ahead(9 * MINUTE_MS), 25)
  await tellAt(other, at)
  const broken: DialogueDoor = {
    ...dialogueDoor,
    takePlace: (tx, platform, notice) =>
      notice.memberId === stuck.person.memberId
        ? Promise.reject(new Error('of this one nothing can be taken'))
        : dialogueDoor.takePlace(tx, platform, notice),
  }
  for (let round = 0; round < 2; round += 1) await sendDue(world.platform, broken, at)
  expect(await lastOf(other)).toMatchObject({ state: 'sent' })
  const { memberId } = stuck.person
  expect(await world.db.manager.countBy(Messages, { memberId, state: 'waiting' })).toBe(25)
  while (await sendDue(world.platform, dialogueDoor, ahead(12 * MINUTE_MS)));
  expect(await world.db.manager.countBy(Messages, { memberId, heldBy: 'no_credit' })).toBe(25)
})
