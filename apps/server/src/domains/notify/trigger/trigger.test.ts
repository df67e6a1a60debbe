import { randomUUID } from 'node:crypto'
import { addDays } from '@huitou/shared/kit/day'
import type { Topic } from '@huitou/shared/notify/topic-rules'
import { distributionHands } from '#server/domains/distribution/test-distribution'
import { groupHands } from '#server/domains/groupbuy/test-groupbuy'
import { postOne } from '#server/domains/points/post'
import { referralHands } from '#server/domains/referral/test-referral'
import { taskHands } from '#server/domains/task/test-task'
import { businessDay, instantOf } from '#server/platform/business-day'
import { inTransaction } from '#server/platform/db/tx'
import type { MemberClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Messages } from '../entities'
import { happens, somebody } from '../test-telling'
import { tellGiftsEnding } from './ending/gifts'
import { tellPointsEnding } from './ending/points'
import { tellRewardsEnding } from './ending/rewards'
import { remindDue } from './remind'
import { isStillSo } from './still'
import { warnStreaks } from './streak'
import { tellTeamsEnding } from './ending/teams'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const ZONE = 'Asia/Shanghai'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

const now = () => world.clock.now()
const today = () => businessDay(now(), { zone: ZONE, dayStartMinutes: 0 }).day
const toldOf = async (person: MemberClient, topic: string) =>
  (await person.must('notify.inbox', {})).rows.filter((row) => row.topic === topic)
const heard = (person: MemberClient, topic: string, count = 1) =>
  until(async () => {
    world.platform.nudge()
    return (await toldOf(person, topic)).length === count
  }, 20)

/** Whether what somebody was told would still be sent. */
async function stillSo({ memberId }: MemberClient, topic: Topic) {
  const message = await world.db.manager.findOneByOrFail(Messages, { memberId, topic })
  return isStillSo(world.db.manager, message)
}

type Look = (platform: World['platform'], at: Date) => Promise<boolean>
/** By two workers at once, and again. */
const lookTwice = async (look: Look) => {
  await Promise.all([look(world.platform, now()), look(world.platform, now())])
  while (await look(world.platform, now()));
}

describe('points that end', () => {
  const earn = ({ memberId }: MemberClient, points: number, inDays: number) =>
    inTransaction(world.db, (tx) => {
      const why = { sourceKey: `test:${randomUUID()}`, reason: '测试', source: '测试', actor: 'system' }
      const expiresAt = new Date(now().getTime() + inDays * DAY_MS)
      return postOne(tx, { kind: 'adjust', points, expiresAt, memberId, unit: 'points', ...why }, now())
    })

  test('within a week and enough of them: once a month, however many lots', async () => {
    await tellPointsEnding(world.platform, now())
    const people = [await somebody(world), await somebody(world), await somebody(world)].map((one) => one.person)
    const [much, little, later] = people as [MemberClient, MemberClient, MemberClient]
    for (const points of [40, 60]) await earn(much, points, 8)
    await earn(little, 49, 8)
    await earn(later, 500, 30)
    await lookTwice(tellPointsEnding)
    expect(await toldOf(much, 'points.ending')).toEqual([])
    world.clock.advance(2 * DAY_MS)
    await earn(much, 70, 8)
    await lookTwice(tellPointsEnding)
    world.clock.advance(DAY_MS + HOUR_MS)
    await lookTwice(tellPointsEnding)
    for (const person of people) await person.relogin()
    expect((await toldOf(much, 'points.ending')).map(({ text }) => text.startsWith('100 积分'))).toEqual([true])
    for (const person of [little, later]) expect(await toldOf(person, 'points.ending')).toEqual([])
  })
})

describe('a team that is about to fail', () => {
  test('everybody in it hears of it two hours before, once; not those of a full one', async () => {
    const hands = groupHands(world)
    const activityId = await hands.activity(await world.operator())
    await tellTeamsEnding(world.platform, now())
    const { leader, others } = await hands.missingOne(activityId, 3)
    const full = await hands.complete(activityId)
    const seated = [leader, ...others]
    await hands.passes(21 * HOUR_MS, ...seated)
    await lookTwice(tellTeamsEnding)
    for (const { person } of seated) expect(await toldOf(person, 'groupbuy.ending')).toEqual([])
    await hands.passes(2 * HOUR_MS, ...seated, full.leader)
    await lookTwice(tellTeamsEnding)
    for (const { person } of seated) {
      const [told] = await toldOf(person, 'groupbuy.ending')
      expect(told?.text).toContain('还差 1 人')
      expect(await toldOf(person, 'groupbuy.ending')).toHaveLength(1)
    }
    expect(await toldOf(full.leader.person, 'groupbuy.ending')).toEqual([])
    expect(await stillSo(leader.person, 'groupbuy.ending')).toBe(true)
    await hands.pay(await hands.join((await hands.team(leader.orderId)).scene))
    expect(await stillSo(leader.person, 'groupbuy.ending')).toBe(false)
  })
})

describe('checking in', () => {
  /** Noon of the next day. */
  async function dayAfter(...people: MemberClient[]) {
    world.clock.set(instantOf(addDays(today(), 1), 12 * 60, ZONE))
    for (const person of people) await person.relogin()
  }
  const wish = { appOnly: [], quiet: null, streakWarning: true }

  test('in the evening, who asked for it and would lose three days or more', async () => {
    const people = [await somebody(world), await somebody(world), await somebody(world)].map((one) => one.person)
    const [long, short, quiet] = people as [MemberClient, MemberClient, MemberClient]
    for (const who of [[long, quiet], people, people]) {
      await dayAfter(...people)
      for (const person of who) await person.must('checkin.checkIn', {})
    }
    await dayAfter(...people)
    for (const person of [long, short]) await person.must('notify.savePreferences', wish)
    await lookTwice(warnStreaks)
    expect(await toldOf(long, 'checkin.streak')).toEqual([])
    world.clock.set(instantOf(today(), 20 * 60 + 1, ZONE))
    for (const person of people) await person.relogin()
    await lookTwice(warnStreaks)
    expect((await toldOf(long, 'checkin.streak')).map(({ title }) => title)).toEqual(['连签 3 天，今天还没签'])
    for (const person of [short, quiet]) expect(await toldOf(person, 'checkin.streak')).toEqual([])
    await long.must('notify.savePreferences', { ...wish, streakWarning: false })
    expect((await long.must('notify.preferences', {})).streakWarning).toBe(false)
  })

  test('every day at an hour of one’s own, as long as one comes', async () => {
    const { person } = await somebody(world)
    const asked = await person.must('notify.remindCheckIn', { wanted: true, hour: 7, daily: true })
    expect(asked).toEqual({
      hour: 7,
      daily: true,
      remindAt: instantOf(addDays(today(), 1), 7 * 60, ZONE).toISOString(),
    })
    await person.must('checkin.checkIn', {})
    for (const times of [1, 2]) {
      world.clock.set(instantOf(addDays(today(), 1), 7 * 60 + 1, ZONE))
      await person.relogin()
      await lookTwice(remindDue)
      expect(await toldOf(person, 'checkin.reminder')).toHaveLength(times)
    }
    world.clock.advance(9 * DAY_MS)
    await person.relogin()
    await lookTwice(remindDue)
    expect(await person.must('notify.reminder', {})).toEqual({ remindAt: null, hour: null, daily: false })
    const early = { wanted: true, hour: 5 }
    expect((await person.send('notify.remindCheckIn', early)).code).toBe('input_invalid')
  })
})

describe('friends', () => {
  test('who invited hears of who came and what it brought; who came of theirs', async () => {
    const hands = referralHands(world)
    const operator = await world.operator()
    await hands.open(operator)
    const inviter = (await somebody(world)).person
    const friend = await hands.friend(await hands.sceneOf(inviter))
    await heard(inviter, 'referral.joined')
    const purchaseId = await hands.buy(operator, friend, 5000)
    await heard(inviter, 'referral.qualified')
    await heard(friend, 'referral.qualified')
    await hands.refund(operator, purchaseId)
    await heard(inviter, 'referral.reversed')
    expect(await toldOf(friend, 'referral.joined')).toEqual([])
  })

  test('what a person decided, and a milestone', async () => {
    const [inviter, friend] = [(await somebody(world)).person, (await somebody(world)).person]
    const people = { referralId: '1', inviterId: inviter.memberId, inviteeId: friend.memberId }
    const why = { reasons: '', by: 'rule', why: null }
    await happens(world, 'referral.decided', { ...people, outcome: 'held', ...why })
    await heard(inviter, 'referral.decided')
    await happens(world, 'referral.decided', { ...people, outcome: 'unheard of', ...why })
    await happens(world, 'referral.milestone', { inviterId: inviter.memberId, friends: 3, points: 200, couponId: null })
    await heard(inviter, 'referral.milestone')
    expect(await toldOf(inviter, 'referral.decided')).toHaveLength(1)
    await happens(world, 'referral.milestoneTaken', { inviterId: inviter.memberId, friends: 3, points: 200 })
    await heard(inviter, 'referral.reversed')
    expect((await toldOf(inviter, 'referral.reversed'))[0]?.text).toContain('收回 200 积分')
  })
})

test('the answer to an objection, with its reason, since there is no second one', async () => {
  const hands = referralHands(world)
  const operator = await world.operator()
  await hands.open(operator)
  const inviter = (await somebody(world)).person
  const scene = await hands.sceneOf(inviter, 'one-phone-of-two-people')
  const friend = await hands.friend(scene, { device: 'one-phone-of-two-people' })
  await hands.buy(operator, friend, 5000)
  await heard(inviter, 'referral.decided')
  const referralId = (await hands.row(friend))?.id ?? ''
  await operator.must('referral.decide', { referralId, pass: false, reason: '联系不上' })
  await heard(inviter, 'referral.decided', 2)
  expect((await toldOf(inviter, 'referral.decided'))[0]?.text).toContain('可以在邀请页里说明')
  await inviter.must('referral.appeal', { referralId, words: '是我妹妹' })
  await operator.must('referral.decide', { referralId, pass: false, reason: '还是联系不上' })
  await heard(inviter, 'referral.decided', 3)
  const [answer] = await toldOf(inviter, 'referral.decided')
  expect(answer).toMatchObject({ title: '申诉看过了，没有算上', text: expect.stringContaining('还是联系不上') })
})

describe('what ends', () => {
  test('a reward that was not fetched: two days before, once, to who could fetch it', async () => {
    const hands = taskHands(world)
    const operator = await world.operator()
    const openUntil = new Date(now().getTime() + DAY_MS).toISOString()
    const taskId = await hands.task(operator, {
      name: '买一次',
      goal: { kind: 'purchase', count: 1, minFen: null },
      until: openUntil,
    })
    const people = [await somebody(world), await somebody(world), await somebody(world)].map((one) => one.person)
    const [waits, fetched, undone] = people as [MemberClient, MemberClient, MemberClient]
    for (const person of [waits, fetched]) await hands.buy(person)
    for (const person of [waits, fetched]) await heard(person, 'task.done')
    expect((await hands.claim(fetched, taskId)).status).toBe(200)
    await lookTwice(tellRewardsEnding)
    world.clock.advance(5 * DAY_MS + 23 * HOUR_MS)
    await lookTwice(tellRewardsEnding)
    for (const person of people) await person.relogin()
    expect(await toldOf(waits, 'task.ending')).toEqual([])
    world.clock.advance(2 * HOUR_MS)
    for (const person of people) await person.relogin()
    await lookTwice(tellRewardsEnding)
    expect((await toldOf(waits, 'task.ending')).map(({ page }) => page)).toEqual(['account/tasks/index'])
    for (const person of [fetched, undone]) expect(await toldOf(person, 'task.ending')).toEqual([])
    expect(await stillSo(waits, 'task.ending')).toBe(true)
    expect((await hands.claim(waits, taskId)).status).toBe(200)
    expect(await stillSo(waits, 'task.ending')).toBe(false)
  })

  test('what a friend was promised: three days before, once, as long as they have not come', async () => {
    const hands = referralHands(world)
    const operator = await world.operator()
    await hands.open(operator, { withinDays: 10 })
    await lookTwice(tellGiftsEnding)
    const inviter = (await somebody(world)).person
    const scene = await hands.sceneOf(inviter)
    const [came, absent] = [await hands.friend(scene), await hands.friend(scene)]
    await hands.buy(operator, came, 5000)
    await heard(came, 'referral.qualified')
    world.clock.advance(6 * DAY_MS)
    await lookTwice(tellGiftsEnding)
    world.clock.advance(DAY_MS + HOUR_MS)
    await lookTwice(tellGiftsEnding)
    for (const person of [came, absent, inviter]) await person.relogin()
    const [told] = await toldOf(absent, 'referral.ending')
    expect(told?.page).toBe(`invite/friend/index?scene=${encodeURIComponent(scene)}`)
    expect(told?.text).toMatch(/前.*消费.*就得 50 积分/)
    expect(await toldOf(absent, 'referral.ending')).toHaveLength(1)
    for (const person of [came, inviter]) expect(await toldOf(person, 'referral.ending')).toEqual([])
  })
})

describe('who brings customers for money', () => {
  test('an application and its answer, a stop, commission that is due once a day, a pay-out paid or not', async () => {
    const hands = distributionHands(world)
    const operator = await world.operator()
    await hands.publish(operator)
    const [host, other] = [(await somebody(world)).person, (await somebody(world)).person]
    for (const person of [host, other]) await person.must('distribution.apply', { words: '我常来' })
    for (const [{ memberId }, accept] of [
      [host, true],
      [other, false],
    ] as const)
      await operator.must('distribution.review', { memberId, accept, reason: '这次名额满了' })
    await heard(host, 'distribution.standing', 2)
    await heard(other, 'distribution.standing', 2)
    expect((await toldOf(other, 'distribution.standing')).map(({ text }) => text).join()).toContain('名额满了')
    const customer = await hands.customer((await host.must('distribution.mine', {})).scene ?? '')
    await hands.buy(operator, customer, 20_000)
    await hands.heard()
    await hands.later(8, host, other)
    const desk = await world.operator()
    const ask = async () => (await host.must('distribution.requestPayout', { amountFen: 1000 })).payout.id
    const reject = { payoutId: await ask(), approve: false, reason: '账号不对' }
    await desk.must('distribution.decidePayout', reject)
    await heard(host, 'distribution.due')
    const [due] = await toldOf(host, 'distribution.due')
    expect(due).toMatchObject({ page: 'invite/earn/index', text: expect.stringMatching(/¥[12]0\.00/) })
    await hands.pay(desk, await ask(), now().toISOString())
    await heard(host, 'distribution.payout', 2)
    const texts = (await toldOf(host, 'distribution.payout')).map(({ title, text }) => `${title} ${text}`)
    expect(texts[1]).toMatch(/没有通过.*¥10\.00.*账号不对/)
    expect(texts[0]).toMatch(/付给你了 ¥10\.00/)
    await desk.must('distribution.adjust', { memberId: host.memberId, amountFen: -150, reason: '算重了' })
    await heard(host, 'distribution.payout', 3)
    expect((await toldOf(host, 'distribution.payout'))[0]?.text).toBe('¥1.50 已扣掉。原因：算重了')
    const topicsOf = async (person: MemberClient) =>
      (await person.must('notify.preferences', {})).topics.filter(({ group }) => group === '分销').length
    expect([await topicsOf(host), await topicsOf((await somebody(world)).person)]).toEqual([3, 0])
    await desk.must('distribution.stop', { memberId: host.memberId, how: 'paused', reason: '休息一阵' })
    await heard(host, 'distribution.standing', 3)
    for (const amountFen of [1, 2])
      await happens(world, 'distribution.freed', { distributorId: host.memberId, amountFen })
    await hands.heard()
    expect(await toldOf(host, 'distribution.due')).toHaveLength(1)
  })
})

describe('doings', () => {
  test('a reward that waits to be fetched; and once, after the first purchase, what there is to do', async () => {
    const hands = taskHands(world)
    await hands.task(await world.operator(), { name: '买两次', goal: { kind: 'purchase', count: 2, minFen: null } })
    const { person } = await somebody(world)
    await hands.buy(person)
    await heard(person, 'purchase.first')
    expect(await toldOf(person, 'task.done')).toEqual([])
    await hands.buy(person)
    await heard(person, 'task.done')
    expect(await toldOf(person, 'purchase.first')).toHaveLength(1)
  })
})
