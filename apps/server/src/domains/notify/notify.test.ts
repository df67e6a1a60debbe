import { Coupons } from '#server/domains/coupon/entities'
import { remindDue as remindCoupons } from '#server/domains/coupon/remind/soon'
import { onSale } from '#server/domains/mall/test-items'
import { inTransaction } from '#server/platform/db/tx'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { groupHands } from '#server/domains/groupbuy/test-groupbuy'
import { startWorld, type World } from '#test/world'
import { CreditChanges, Credits, Messages, Reminders } from './entities'
import { dropOldMessages } from './forget'
import { remindDue } from './trigger/remind'
import {
  allow,
  balanceOf,
  carry,
  happens,
  messagesOf,
  neverQuiet,
  somebody,
  tellThem,
  type Person,
} from './test-telling'

const DAY_MS = 86_400_000

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
  await neverQuiet(operator)
})
afterAll(() => stopWithPromisesKept(world))

const toldOf = async (who: Person, topic: string) =>
  (await who.person.must('notify.inbox', {})).rows.filter((row) => row.topic === topic)
const heard = (who: Person, topic: string, count = 1) => until(async () => (await toldOf(who, topic)).length === count)

describe('notify.inbox, notify.unread, notify.read', () => {
  test('newest first, page by page; read up to what was seen', async () => {
    const who = await somebody(world)
    expect(await who.person.must('notify.inbox', {})).toEqual({ rows: [], next: null, unread: 0 })
    await tellThem(world, who, 23)
    const first = await who.person.must('notify.inbox', {})
    expect([first.rows.length, first.unread]).toEqual([20, 23])
    const second = await who.person.must('notify.inbox', { before: first.next ?? '' })
    expect([second.rows.length, second.next]).toEqual([3, null])
    const ids = [...first.rows, ...second.rows].map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    expect(await who.person.must('notify.read', { upTo: second.rows[0]?.id ?? '' })).toEqual({ unread: 20 })
    expect(await who.person.must('notify.unread', {})).toEqual({ unread: 20 })
    const other = await somebody(world)
    expect(await other.person.must('notify.read', { upTo: String(ids[0]) })).toEqual({ unread: 0 })
    expect(await who.person.must('notify.unread', {})).toEqual({ unread: 20 })
    expect((await who.person.call('notify.inbox', { before: 'x' })).code).toBe('input_invalid')
  })

  test('is for members; the console sees what became of each', async () => {
    const visitor = await world.visitor()
    expect((await visitor.call('notify.inbox', {})).code).toBe('join_needed')
    const who = await somebody(world)
    await tellThem(world, who)
    const { memberId } = who.person
    const { sections } = await who.person.must('privacy.export', {})
    expect(sections.find(({ name }) => name === 'messages')?.rows).toMatchObject([
      { title: '等级快要变了', state: 'none' },
    ])
    const { rows } = await operator.must('notify.messages', { memberId, state: 'none' })
    expect(rows).toMatchObject([{ memberId, topic: 'tier.warned', state: 'none', attempts: 0, readAt: null }])
    expect((await operator.must('notify.messages', { memberId, state: 'sent' })).rows).toEqual([])
  })
})

describe('notify.templates, notify.saveTemplate, notify.wanted, notify.answered', () => {
  test('a topic is carried by a template of WeChat, field by field; then it is asked for beside its action', async () => {
    const who = await somebody(world)
    expect(await who.person.must('notify.wanted', { moment: 'coupon.wallet' })).toEqual({ templateIds: [] })
    const fields = { thing1: 'name', time2: 'endsAt' }
    const templateId = await carry(world, operator, 'coupon.ending', fields)
    expect(await who.person.must('notify.wanted', { moment: 'coupon.wallet' })).toEqual({ templateIds: [templateId] })
    const { templates } = await operator.must('notify.templates', {})
    expect(templates.find(({ topic }) => topic === 'coupon.ending')).toMatchObject({
      templateId,
      fields,
      enabled: true,
    })
    expect(templates.find(({ topic }) => topic === 'groupbuy.failed')).toMatchObject({
      templateId: null,
      enabled: false,
    })
    const off = { topic: 'coupon.ending', templateId, fields, enabled: false } as const
    await operator.must('notify.saveTemplate', off)
    expect(await who.person.must('notify.wanted', { moment: 'coupon.wallet' })).toEqual({ templateIds: [] })
  })

  test('fields that WeChat or the topic does not have are refused, and nothing changes', async () => {
    const wrong = [{}, { Thing: 'name' }, { thing1: 'weather' }, { nonsense1: 'name' }]
    const save = (fields: Record<string, string>) =>
      operator.send('notify.saveTemplate', { topic: 'mall.shipped', templateId: 'x', fields, enabled: true })
    for (const fields of wrong) expect((await save(fields as Record<string, string>)).code).toBe('template_fields')
    const viewer = await world.operator('viewer')
    const asked = { topic: 'mall.shipped', templateId: 'x', fields: { thing1: 'name' }, enabled: true } as const
    expect((await viewer.send('notify.saveTemplate', asked)).code).toBe('not_allowed')
    const { templates } = await operator.must('notify.templates', {})
    expect(templates.find(({ topic }) => topic === 'mall.shipped')?.templateId).toBeNull()
  })

  test('accepts count once each, five a day by the phone’s word; other templates and refusals count nothing', async () => {
    const templateId = await carry(world, operator, 'groupbuy.joined', { thing1: 'name' })
    const who = await somebody(world)
    const say = (status: 'accept' | 'reject' | 'ban', id = templateId, key?: string) =>
      who.person.send('notify.answered', { answers: [{ templateId: id, status }] }, key)
    expect((await say('accept', 'none-of-ours')).body).toEqual({ accepted: 0 })
    expect((await say('reject')).body).toEqual({ accepted: 0 })
    const key = 'the-same-tap-0123456789'
    expect((await say('accept', templateId, key)).body).toEqual({ accepted: 1 })
    expect((await say('accept', templateId, key)).body).toEqual({ accepted: 1 })
    expect(await balanceOf(world, who, templateId)).toBe(1)
    await Promise.all(Array.from({ length: 10 }, () => say('accept')))
    expect(await balanceOf(world, who, templateId)).toBe(5)
    world.clock.advance(DAY_MS + 1)
    await who.person.relogin()
    expect((await say('accept')).body).toEqual({ accepted: 1 })
  })
})

describe('what members are told', () => {
  test('a coupon that ends soon, once', async () => {
    const who = await somebody(world)
    const coupon = await world.db.manager.findOneByOrFail(Coupons, { memberId: who.person.memberId })
    await world.db.manager.update(
      Coupons,
      { id: coupon.id },
      { expiresAt: new Date(world.clock.now().getTime() + DAY_MS) },
    )
    while (await remindCoupons(world.platform, world.clock.now()));
    world.platform.nudge()
    await heard(who, 'coupon.ending')
    const [told] = await toldOf(who, 'coupon.ending')
    expect(told).toMatchObject({ page: `coupon/detail/index?couponId=${coupon.id}`, read: false })
    expect(told?.text).toContain('见面礼券')
  })

  test('goods that are back, to each who watched; an order that waits', async () => {
    const shop = await world.operator()
    const itemId = await onSale(shop, { stockTotal: 1 })
    const [buyer, watcher, other] = [await somebody(world), await somebody(world), await somebody(world)]
    await world.setBalance(buyer.person, 500)
    const wish = { itemId, quantity: 1, pointsSeen: 100, storeId: world.shop.stores.wutong }
    await buyer.person.must('mall.placeOrder', wish)
    await heard(buyer, 'mall.ready')
    expect((await toldOf(buyer, 'mall.ready'))[0]?.page).toMatch(/^mall\/order\/index\?orderId=\d+$/)
    await watcher.person.must('mall.notifyWhenBack', { itemId, wanted: true })
    await shop.must('mall.addStock', { itemId, add: 2, reason: '到货' })
    await heard(watcher, 'mall.back')
    expect(await toldOf(other, 'mall.back')).toEqual([])
    expect(await toldOf(watcher, 'mall.back')).toMatchObject([{ page: `mall/item/index?itemId=${itemId}` }])
  })

  test('a tier in danger, a name that was refused', async () => {
    const who = await somebody(world)
    const { memberId } = who.person
    await happens(world, 'tier.warned', { memberId, changeId: '1', kind: 'warned', day: 20_261_130, from: 1, to: 1 })
    await happens(world, 'member.nicknameRefused', { memberId })
    for (const topic of ['tier.warned', 'member.nickname']) {
      await heard(who, topic)
      expect(await toldOf(who, topic)).toHaveLength(1)
    }
  })

  test('a team: who comes, that it is complete, that it is not and where the money is', async () => {
    const hands = groupHands(world)
    const activityId = await hands.activity(await world.operator())
    const { leader, others, scene } = await hands.missingOne(activityId, 3)
    await heard(leader, 'groupbuy.joined')
    expect((await toldOf(leader, 'groupbuy.joined'))[0]).toMatchObject({
      ...{
        text: '「草莓奶油盒子」又来了一位朋友，还差 1 人成团',
        page: `groupbuy/order/index?orderId=${leader.orderId}`,
      },
    })
    await hands.pay(await hands.join(scene))
    for (const one of [leader, ...others]) await heard(one, 'groupbuy.succeeded')
    const { leader: alone } = await hands.missingOne(activityId)
    world.clock.advance(DAY_MS + 60_000)
    await hands.settleAll()
    for (const { person } of [alone, leader]) await person.relogin()
    await heard(alone, 'groupbuy.failed')
    expect((await toldOf(alone, 'groupbuy.failed'))[0]?.text).toBe('人没凑齐，¥15.90 原路退回')
    expect(await toldOf(leader, 'groupbuy.failed')).toEqual([])
  })

  test('who has left is told nothing, and nothing is kept of what they were', async () => {
    const templateId = await carry(world, await world.operator(), 'groupbuy.failed', { thing1: 'name' })
    const who = await somebody(world)
    const { memberId } = who.person
    await allow(world, who, templateId)
    await tellThem(world, who)
    await who.person.must('notify.remindCheckIn', { wanted: true })
    await who.person.must('privacy.leave', { confirmed: true })
    const kept = async () =>
      Promise.all(
        [Messages, Credits, CreditChanges, Reminders].map((rows) => world.db.manager.countBy(rows, { memberId })),
      )
    await until(async () => (await kept()).every((count) => count === 0))
    await tellThem(world, who)
    expect(await messagesOf(world, who)).toEqual([])
  })
})

describe('notify.remindCheckIn, notify.reminder', () => {
  const dayLater = async (who: Person) => {
    const { remindAt } = await who.person.must('notify.remindCheckIn', { wanted: true })
    world.clock.set(new Date(new Date(remindAt ?? '').getTime() + 1000))
    await who.person.relogin()
  }
  const remind = () => remindDue(world.platform, world.clock.now())

  test('tomorrow morning, once', async () => {
    const who = await somebody(world)
    expect(await who.person.must('notify.reminder', {})).toMatchObject({ remindAt: null })
    await dayLater(who)
    await Promise.all([remind(), remind()])
    await heard(who, 'checkin.reminder')
    expect(await who.person.must('notify.reminder', {})).toMatchObject({ remindAt: null })
    await remind()
    expect(await toldOf(who, 'checkin.reminder')).toHaveLength(1)
  })

  test('not who has checked in by then, nor who no longer wants it', async () => {
    const [done, not] = [await somebody(world), await somebody(world)]
    await not.person.must('notify.remindCheckIn', { wanted: true })
    expect(await not.person.must('notify.remindCheckIn', { wanted: false })).toMatchObject({ remindAt: null })
    await dayLater(done)
    await done.person.must('checkin.checkIn', {})
    await remind()
    await not.person.relogin()
    for (const who of [done, not]) expect(await toldOf(who, 'checkin.reminder')).toEqual([])
  })
})

test('messages go after half a year', async () => {
  const who = await somebody(world)
  await tellThem(world, who, 2)
  const later = new Date(world.clock.now().getTime() + 181 * DAY_MS)
  while (await inTransaction(world.db, (tx) => dropOldMessages(tx, later, 100)));
  expect(await messagesOf(world, who)).toEqual([])
})
