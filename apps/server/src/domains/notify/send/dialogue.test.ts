import { randomUUID } from 'node:crypto'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Contacts, Messages as Said } from '#server/domains/dialogue/entities'
import { deliverWaiting } from '#server/domains/dialogue/message/deliver'
import { dialogueDoor } from '#server/neighbours'
import { minutesOfDay } from '#server/platform/business-day'
import { inTransaction } from '#server/platform/db/tx'
import { PLAIN } from '#server/platform/wechat-push/test-push'
import { Messages } from '../entities'
import { countChanged } from '../figures/count'
import {
  allow,
  balanceOf,
  carry,
  grant,
  messagesOf,
  neverQuiet,
  onPhone,
  sendNow,
  settled,
  somebody,
  tellThem,
  type Person,
} from '../test-telling'
import { tell } from '../tell'
import { takeOut } from './take-out'

const WRITE = '/cgi-bin/message/custom/send'
const SUBSCRIBE = '/cgi-bin/message/subscribe/send'
const MINUTE_MS = 60_000

let world: World
let operator: OperatorClient
let templateId: string
beforeAll(async () => {
  world = await startWorld(PLAIN)
  await world.control('push', { app: 'mini', url: `${world.url}/wechat/push/mini`, token: PLAIN.WECHAT_PUSH_TOKEN })
  operator = await world.operator()
  await neverQuiet(operator)
  templateId = await carry(world, operator, 'tier.warned', { thing1: 'tier', thing2: 'note' })
})
afterAll(() => stopWithPromisesKept(world))

const contactOf = ({ person: { memberId } }: Person) => world.db.manager.findOneBy(Contacts, { memberId })
const saidTo = async (who: Person) =>
  world.db.manager.findBy(Said, { contactId: (await contactOf(who))?.id ?? '0', state: 'sent' })

/** A member who has just written to the shop: WeChat and the shop both know of the window. */
async function whoWrote(): Promise<Person> {
  const who = await somebody(world)
  await world.control('say', { key: who.key, text: '在吗', to: 'mini' })
  await until(async () => (await contactOf(who))?.messageLeft === 5)
  return who
}

async function told(who: Person) {
  await tellThem(world, who)
  await sendNow(world)
  await settled(world, who)
  const [last] = await messagesOf(world, who)
  return last
}

const texts = async (who: Person) => (await onPhone(world, who)).map((one) => (one['text'] ? 'written' : 'template'))

describe('which way', () => {
  test('allowed: by subscription, also while a window is open', async () => {
    const who = await whoWrote()
    await grant(world, who, templateId, 1)
    expect(await told(who)).toMatchObject({ state: 'sent', via: 'subscription', noticeId: null })
    expect([await texts(who), (await contactOf(who))?.messageLeft]).toEqual([['template'], 5])
  })

  test('nothing allowed, and a window open: written there, with the way to its page; the row and the log say so', async () => {
    const who = await whoWrote()
    expect(await told(who)).toMatchObject({ state: 'sent', via: 'dialogue', templateId: null, heldBy: null })
    const [message] = await onPhone(world, who)
    expect(message).toMatchObject({ text: { content: expect.stringMatching(/^等级快要变了\n点开看看\n<a /) } })
    expect((await contactOf(who))?.messageLeft).toBe(4)
    const { rows } = await operator.must('notify.messages', { memberId: who.person.memberId })
    expect(rows[0]).toMatchObject({ state: 'sent', via: 'dialogue' })
    const contactId = (await contactOf(who))?.id ?? ''
    const shown = await operator.must('dialogue.show', { contactId })
    expect(shown.messages.rows[0]).toMatchObject({ from: 'shop', state: 'sent', by: null })
  })

  test('43101: what was counted is gone, and it is written into the window at once', async () => {
    const who = await whoWrote()
    await allow(world, who, templateId)
    await world.control('fault', { path: SUBSCRIBE, errcode: 43101 })
    expect(await told(who)).toMatchObject({ state: 'sent', via: 'dialogue', attempts: 2, errcode: null })
    expect([await texts(who), await balanceOf(world, who, templateId)]).toEqual([['written'], 0])
  })

  test('43101, and nobody wrote: refused as before', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId)
    await world.control('fault', { path: SUBSCRIBE, errcode: 43101 })
    expect(await told(who)).toMatchObject({ state: 'refused', via: 'subscription', errcode: 43101, nextAt: null })
  })

  test('no window, or one that is over: the app only', async () => {
    expect(await told(await somebody(world))).toMatchObject({ state: 'none', via: null, heldBy: 'no_credit' })
    const who = await whoWrote()
    await world.db.manager.update(
      Contacts,
      { id: (await contactOf(who))?.id ?? '' },
      { messageEndsAt: world.clock.now() },
    )
    expect(await told(who)).toMatchObject({ state: 'none', via: null, heldBy: 'no_credit' })
    expect(await onPhone(world, who)).toEqual([])
  })

  test('the last two of a window are for people', async () => {
    const who = await whoWrote()
    for (const via of ['dialogue', 'dialogue', 'dialogue', null]) expect(await told(who)).toMatchObject({ via })
    const contactId = (await contactOf(who))?.id ?? ''
    for (const status of [200, 200, 409])
      expect((await operator.send('dialogue.send', { contactId, text: '在' })).status).toBe(status)
    await until(async () => {
      await deliverWaiting(world.platform, world.clock.now())
      return (await saidTo(who)).length === 5
    })
  })

  test('what the shop makes up by itself is never written into a window', async () => {
    const journey = await carry(world, operator, 'journey.message', { thing1: 'title', thing2: 'note' })
    const who = await whoWrote()
    const { memberId } = who.person
    const said = { title: '好久没见', words: '来坐坐', page: null, facts: { title: '好久没见', note: '来坐坐' } }
    await inTransaction(world.db, (tx) =>
      tell(tx, [{ memberId, topic: 'journey.message', ...said }], `test:${randomUUID()}`, world.clock.now()),
    )
    await sendNow(world)
    await settled(world, who)
    const [message] = await messagesOf(world, who)
    expect(message).toMatchObject({ state: 'none', templateId: journey, heldBy: 'no_credit' })
  })

  test('the member’s wish comes first, and switched off there is no other way; what is left out of a policy stays', async () => {
    const who = await whoWrote()
    const wish = { appOnly: ['tier.warned' as const], quiet: null, streakWarning: false }
    await who.person.must('notify.savePreferences', wish)
    expect(await told(who)).toMatchObject({ state: 'none', heldBy: 'preference' })
    await who.person.must('notify.savePreferences', { ...wish, appOnly: [] })
    const caps = { quiet: { from: 0, until: 0 }, perDay: 50, perWeek: 200 }
    expect((await operator.must('notify.savePolicy', { ...caps, fallBack: false })).fallBack).toBe(false)
    expect((await operator.must('notify.savePolicy', caps)).fallBack).toBe(false)
    expect(await told(who)).toMatchObject({ state: 'none', heldBy: 'no_credit' })
    await operator.must('notify.savePolicy', { ...caps, fallBack: true })
    expect(await told(who)).toMatchObject({ state: 'sent', via: 'dialogue' })
  })
})

test('caps and quiet hours hold for both ways', async () => {
  const loud = { quiet: { from: 0, until: 0 }, perDay: 1, perWeek: 200 }
  await operator.must('notify.savePolicy', loud)
  const who = await whoWrote()
  expect(await told(who)).toMatchObject({ state: 'sent', via: 'dialogue' })
  expect(await told(who)).toMatchObject({ state: 'none', heldBy: 'day_cap', via: null })
  const from = Math.floor(minutesOfDay(world.clock.now(), 'Asia/Shanghai') / 30) * 30
  await operator.must('notify.savePolicy', { ...loud, perDay: 50, quiet: { from, until: (from + 90) % (24 * 60) } })
  await tellThem(world, who)
  await sendNow(world)
  await until(async () => ((await messagesOf(world, who))[0]?.nextAt ?? world.clock.now()) > world.clock.now())
  expect((await messagesOf(world, who))[0]).toMatchObject({ state: 'waiting', via: null })
  expect(await onPhone(world, who)).toHaveLength(1)
  await neverQuiet(operator)
})

describe('what WeChat says', () => {
  test.each([45047, 45015])('%i: the app only, and the window is shut here too', async (errcode) => {
    const who = await whoWrote()
    await world.control('fault', { path: WRITE, errcode, times: 1 })
    expect(await told(who)).toMatchObject({ state: 'none', via: null, heldBy: 'no_credit', errcode })
    expect((await contactOf(who))?.messageLeft).toBe(0)
    expect(await told(who)).toMatchObject({ state: 'none', errcode: null })
    expect(await onPhone(world, who)).toEqual([])
  })

  test('refused for itself: failed, and its place is there again', async () => {
    const who = await whoWrote()
    await world.control('fault', { path: WRITE, errcode: 70_000, times: 1 })
    expect(await told(who)).toMatchObject({ state: 'failed', via: 'dialogue', errcode: 70_000 })
    expect((await contactOf(who))?.messageLeft).toBe(5)
  })

  test('busy: surely not sent, so it comes again later, once', async () => {
    const who = await whoWrote()
    await world.control('fault', { path: WRITE, errcode: -1, times: 3 })
    await tellThem(world, who)
    await sendNow(world)
    await until(async () => (await messagesOf(world, who))[0]?.errcode === -1)
    expect((await messagesOf(world, who))[0]).toMatchObject({ state: 'waiting', via: null, noticeId: null })
    expect((await contactOf(who))?.messageLeft).toBe(5)
    world.clock.advance(MINUTE_MS)
    await sendNow(world)
    await settled(world, who)
    expect((await messagesOf(world, who))[0]).toMatchObject({ state: 'sent', via: 'dialogue', attempts: 2 })
    expect([await texts(who), (await contactOf(who))?.messageLeft]).toEqual([['written'], 4])
  })

  test('the answer is lost: unsure on both sides, and never sent again', async () => {
    const who = await whoWrote()
    await world.control('fault', { path: WRITE, drop: 'after', times: 1 })
    expect(await told(who)).toMatchObject({ state: 'unsure', via: 'dialogue', nextAt: null })
    world.clock.advance(60 * MINUTE_MS)
    await sendNow(world)
    expect([await texts(who), (await contactOf(who))?.messageLeft]).toEqual([['written'], 4])
  })
})

describe('many at once, and who dies', () => {
  test('ten messages, five workers and an operator who answers: no more than WeChat takes, each once', async () => {
    const who = await whoWrote()
    const contactId = (await contactOf(who))?.id ?? ''
    await tellThem(world, who, 10)
    const answers = Array.from({ length: 4 }, () =>
      operator.send('dialogue.send', { contactId, text: `在 ${randomUUID()}` }),
    )
    for (let round = 0; round < 2; round += 1) await Promise.all(Array.from({ length: 5 }, () => sendNow(world)))
    const answered = (await Promise.all(answers)).filter(({ status }) => status === 200).length
    await settled(world, who)
    const written = (await messagesOf(world, who)).filter(({ state }) => state === 'sent').length
    expect(written).toBeLessThanOrEqual(3)
    await until(async () => {
      await deliverWaiting(world.platform, world.clock.now())
      return (await saidTo(who)).length === written + answered
    })
    expect(written + answered).toBeLessThanOrEqual(5)
    expect(await onPhone(world, who)).toHaveLength(written + answered)
    expect((await contactOf(who))?.messageLeft).toBe(5 - written - answered)
  })

  test('two workers take the same message at once: one has it', async () => {
    const who = await whoWrote()
    const later = new Date(world.clock.now().getTime() + MINUTE_MS)
    await tellThem(world, who)
    await until(async () => (await messagesOf(world, who))[0]?.state === 'sent')
    const [row] = await messagesOf(world, who)
    const due = { id: row?.id ?? '', memberId: who.person.memberId }
    // As far ahead as the server’s own sender does not look.
    await world.db.manager.update(
      Messages,
      { id: due.id },
      { state: 'waiting', nextAt: later, via: null, noticeId: null },
    )
    const hands = { platform: world.platform, door: dialogueDoor }
    const took = await Promise.all(
      Array.from({ length: 5 }, () => inTransaction(world.db, (tx) => takeOut(tx, hands, due, later))),
    )
    expect(took.filter(Boolean)).toHaveLength(1)
    expect((await contactOf(who))?.messageLeft).toBe(3)
    // And that one dies before WeChat hears of it.
    world.clock.advance(10 * MINUTE_MS)
    await sendNow(world)
    await deliverWaiting(world.platform, world.clock.now())
    expect((await messagesOf(world, who))[0]).toMatchObject({ state: 'unsure', via: 'dialogue' })
    expect(await world.db.manager.countBy(Said, { contactId: (await contactOf(who))?.id ?? '', state: 'unsure' })).toBe(
      1,
    )
    expect(await onPhone(world, who)).toHaveLength(1)
  })
})

test('figures count by way', async () => {
  const [by, other] = [await whoWrote(), await somebody(world)]
  await grant(world, other, templateId, 1)
  const day = (await told(by))?.day ?? 0
  await told(other)
  while (await countChanged(world.platform, world.clock.now()));
  const { rows } = await operator.must('notify.figures', { from: day, until: day, topic: 'tier.warned' })
  const all = await world.db.manager.findBy(Messages, { day, topic: 'tier.warned', state: 'sent' })
  expect(rows[0]?.sent).toBe(all.length)
  expect(rows[0]?.sentByDialogue).toBe(all.filter(({ via }) => via === 'dialogue').length)
})
