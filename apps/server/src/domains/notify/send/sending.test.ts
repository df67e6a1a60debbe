import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { claim } from '../allow/credit'
import { CreditChanges, Messages } from '../entities'
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
} from '../test-telling'

const SEND = '/cgi-bin/message/subscribe/send'
const MINUTE_MS = 60_000

let world: World
let templateId: string
beforeAll(async () => {
  world = await startWorld()
  const operator = await world.operator()
  await neverQuiet(operator)
  templateId = await carry(world, operator, 'tier.warned', { thing1: 'tier', thing2: 'note' })
})
afterAll(() => stopWithPromisesKept(world))

const fault = (body: object) => world.control('fault', { path: SEND, ...body })
const send = () => sendNow(world)
const lastOf = async (who: Awaited<ReturnType<typeof somebody>>) => {
  const [last] = await messagesOf(world, who)
  if (!last) throw new Error('nothing was told')
  return last
}

describe('one message', () => {
  test('goes out with its values and takes one allowance', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId)
    expect(await balanceOf(world, who, templateId)).toBe(1)
    await tellThem(world, who)
    await send()
    await settled(world, who)
    expect(await lastOf(who)).toMatchObject({ state: 'sent', attempts: 1, errcode: null, templateId })
    expect(await onPhone(world, who)).toMatchObject([{ data: { thing1: '金卡', thing2: '点开看看' } }])
    expect(await balanceOf(world, who, templateId)).toBe(0)
  })

  test('stays in the app where nothing is allowed; the member sees the same (R37)', async () => {
    const [allows, refuses] = [await somebody(world), await somebody(world)]
    await allow(world, allows, templateId)
    for (const who of [allows, refuses]) await tellThem(world, who)
    await send()
    await settled(world, refuses)
    await settled(world, allows)
    expect(await lastOf(refuses)).toMatchObject({ state: 'none', attempts: 0 })
    expect(await onPhone(world, refuses)).toEqual([])
    const [one, other] = await Promise.all([allows, refuses].map(({ person }) => person.must('notify.inbox', {})))
    const seen = (inbox: typeof one) => inbox?.rows.map(({ title, text, page, read }) => ({ title, text, page, read }))
    expect(seen(one)).toEqual(seen(other))
  })

  test('43101: whatever was counted is gone, and it is not tried again', async () => {
    const who = await somebody(world)
    await who.person.must('notify.answered', { answers: [{ templateId, status: 'accept' }] })
    await allow(world, who, templateId)
    await fault({ errcode: 43101 })
    await tellThem(world, who)
    await send()
    await settled(world, who)
    expect(await lastOf(who)).toMatchObject({ state: 'refused', errcode: 43101, nextAt: null })
    expect(await balanceOf(world, who, templateId)).toBe(0)
  })

  test.each([43107, 45168, 47003])('%i is final; the allowance is there again', async (errcode) => {
    const who = await somebody(world)
    await allow(world, who, templateId)
    await fault({ errcode })
    await tellThem(world, who)
    await send()
    await settled(world, who)
    expect(await lastOf(who)).toMatchObject({ state: 'failed', errcode, nextAt: null })
    expect(await balanceOf(world, who, templateId)).toBe(1)
    expect(await onPhone(world, who)).toEqual([])
  })

  test('43108: another one is on its way to them, so this one comes later', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId)
    await fault({ errcode: 43108 })
    await tellThem(world, who)
    await send()
    await until(async () => (await lastOf(who)).errcode === 43108)
    expect(await lastOf(who)).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(await balanceOf(world, who, templateId)).toBe(1)
    world.clock.advance(MINUTE_MS)
    await send()
    await settled(world, who)
    expect(await lastOf(who)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(await onPhone(world, who)).toHaveLength(1)
  })

  test('the answer is lost after WeChat had it: never sent again', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId, 2)
    await fault({ drop: 'after' })
    await tellThem(world, who)
    await send()
    await settled(world, who)
    expect(await lastOf(who)).toMatchObject({ state: 'unsure', errcode: null, nextAt: null })
    world.clock.advance(24 * 60 * MINUTE_MS)
    await send()
    expect(await onPhone(world, who)).toHaveLength(1)
    expect(await balanceOf(world, who, templateId)).toBe(1)
  })

  test('whoever was sending it died: nobody sends it a second time', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId)
    await tellThem(world, who)
    const { id } = await lastOf(who)
    await inTransaction(world.db, async (tx) => {
      const now = world.clock.now()
      await claim(tx, { memberId: who.person.memberId, templateId }, { messageId: id, attempt: 1, now })
      const crashed = { state: 'sending', templateId, attempts: 1, nextAt: null, sendingAt: now } as const
      await tx.update(Messages, { id, state: 'waiting' }, crashed)
    })
    await send()
    const before = await onPhone(world, who)
    world.clock.advance(6 * MINUTE_MS)
    await send()
    expect(['unsure', 'sent']).toContain((await lastOf(who)).state)
    expect(await onPhone(world, who)).toEqual(before)
  })

  test('a value that cannot be shown: it stays in the app and costs nothing', async () => {
    const number = await carry(world, await world.operator(), 'mall.back', { number1: 'name' })
    const who = await somebody(world)
    await allow(world, who, number)
    await inTransaction(world.db, (tx) =>
      tx.insert(Messages, {
        ...{
          memberId: who.person.memberId,
          topic: 'mall.back',
          triggerKey: 'test:misfit',
          title: '到货',
          words: '到货',
        },
        ...{ page: null, facts: { name: '杯子' }, createdAt: world.clock.now(), state: 'waiting', attempts: 0 },
        day: 20_261_130,
        nextAt: world.clock.now(),
      }),
    )
    await send()
    await settled(world, who)
    expect(await lastOf(who)).toMatchObject({ state: 'failed', errcode: 47003, attempts: 0 })
    expect(await balanceOf(world, who, number)).toBe(1)
  })
})

describe('many at once', () => {
  test('fifty messages, seven allowances, five workers: seven go out, and it is never less than nothing', async () => {
    const who = await somebody(world)
    // Seven taps with WeChat's own word: the phone alone is believed five times a day.
    for (let tap = 0; tap < 7; tap += 1)
      await world.control('tap-subscribe', { key: who.key, templateId, answer: 'accept' })
    const openId = await openIdOf(world, who)
    for (let tap = 0; tap < 7; tap += 1)
      await happens(world, 'wechat.subscribe_popup', { openId, templateId, status: 'accept', scene: '0' })
    await until(async () => (await balanceOf(world, who, templateId)) === 7)
    await tellThem(world, who, 50)
    for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 5 }, send))
    await settled(world, who)
    expect(await onPhone(world, who)).toHaveLength(7)
    const states = (await messagesOf(world, who)).map(({ state }) => state)
    expect([
      states.filter((state) => state === 'sent').length,
      states.filter((state) => state === 'none').length,
    ]).toEqual([7, 43])
    expect(await balanceOf(world, who, templateId)).toBe(0)
  })

  test('fifty claims at the same moment for three allowances: three', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId, 3)
    const purse = { memberId: who.person.memberId, templateId }
    const now = world.clock.now()
    await tellThem(world, who, 50)
    const messages = await messagesOf(world, who)
    await world.db.manager.update(Messages, { memberId: purse.memberId }, { state: 'none', nextAt: null })
    const took = await Promise.all(
      messages.map(({ id }) => inTransaction(world.db, (tx) => claim(tx, purse, { messageId: id, attempt: 1, now }))),
    )
    // The server's own sender may have taken some of the three before.
    expect(took.filter(Boolean).length).toBeLessThanOrEqual(3)
    expect(await world.db.manager.countBy(CreditChanges, { ...purse, reason: 'claimed' })).toBe(3)
    expect(await balanceOf(world, who, templateId)).toBe(0)
    expect(await world.db.manager.sum(CreditChanges, 'amount', purse)).toBe(0)
  })
})

describe('what WeChat says of a tap, a setting, a message', () => {
  const saysOf = async (who: Awaited<ReturnType<typeof somebody>>, name: string, more: Record<string, string>) =>
    happens(world, name, { openId: await openIdOf(world, who), templateId, ...more })
  const heard = async (who: Awaited<ReturnType<typeof somebody>>, count: number) =>
    until(async () => (await world.db.manager.countBy(CreditChanges, { memberId: who.person.memberId })) === count)

  test('the phone and WeChat speak of the same tap: it counts once, in either order', async () => {
    const [first, second] = [await somebody(world), await somebody(world)]
    await allow(world, first, templateId)
    await saysOf(first, 'wechat.subscribe_popup', { status: 'accept', scene: '0' })
    await heard(first, 2)
    expect(await balanceOf(world, first, templateId)).toBe(1)
    await saysOf(second, 'wechat.subscribe_popup', { status: 'accept', scene: '0' })
    await heard(second, 1)
    await allow(world, second, templateId)
    expect(await balanceOf(world, second, templateId)).toBe(1)
    await saysOf(second, 'wechat.subscribe_popup', { status: 'reject', scene: '0' })
    await saysOf(second, 'wechat.subscribe_popup', { status: 'accept', scene: '0' })
    await heard(second, 3)
    expect(await balanceOf(world, second, templateId)).toBe(2)
  })

  test('switched off in the settings: nothing is allowed any more', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId, 2)
    await saysOf(who, 'wechat.subscribe_change', { status: 'reject' })
    await until(async () => (await balanceOf(world, who, templateId)) === 0)
    await saysOf(who, 'wechat.subscribe_change', { status: 'reject' })
    expect((await who.person.must('notify.answered', { answers: [{ templateId, status: 'reject' }] })).accepted).toBe(0)
  })

  test('it arrived, or it did not', async () => {
    const who = await somebody(world)
    await allow(world, who, templateId, 2)
    await tellThem(world, who)
    await send()
    await settled(world, who)
    const { msgId } = await lastOf(who)
    await saysOf(who, 'wechat.subscribe_sent', { msgId: msgId ?? '', errorCode: '0' })
    await until(async () => (await lastOf(who)).deliveredAt !== null)
    await fault({ drop: 'after' })
    await tellThem(world, who)
    await send()
    await settled(world, who)
    expect(await lastOf(who)).toMatchObject({ state: 'unsure', msgId: null })
    await saysOf(who, 'wechat.subscribe_sent', { msgId: '77', errorCode: '20004' })
    await until(async () => (await lastOf(who)).state === 'failed')
    expect(await lastOf(who)).toMatchObject({ msgId: '77', errcode: 20_004 })
  })

  test('of strangers nothing is written', async () => {
    for (const name of ['wechat.subscribe_popup', 'wechat.subscribe_change', 'wechat.subscribe_sent'])
      await happens(world, name, { openId: 'nobody', templateId, status: 'accept', msgId: '1', errorCode: '0' })
    const who = await somebody(world)
    await saysOf(who, 'wechat.subscribe_popup', { status: 'accept', scene: '0' })
    await heard(who, 1)
    await saysOf(who, 'wechat.subscribe_sent', { msgId: '404', errorCode: '0' })
    expect(await messagesOf(world, who)).toEqual([])
  })
})
