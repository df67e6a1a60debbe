import fc from 'fast-check'
import { isQuiet, USUAL_POLICY } from '@huitou/shared/notify/prefer-rules'
import { minutesOfDay } from '#server/platform/business-day'
import { Coupons } from '#server/domains/coupon/entities'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import {
  balanceOf,
  carry,
  grant,
  happens,
  messagesOf,
  neverQuiet,
  onPhone,
  sendNow,
  settled,
  somebody,
  tellThem,
  type Person,
} from '../test-telling'
import { quietUntil } from './policy'

const HOUR_MS = 3_600_000
const DAY_MINUTES = 24 * 60
const ZONE = 'Asia/Shanghai'
const NO_QUIET = { from: 0, until: 0 }

let world: World
let operator: OperatorClient
let templateId: string
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
  templateId = await carry(world, operator, 'tier.warned', { thing1: 'tier', thing2: 'note' })
})
afterAll(() => stopWithPromisesKept(world))

const send = async () => {
  while (await sendNow(world));
}
const states = async (who: Person) => (await messagesOf(world, who)).map(({ state, heldBy }) => heldBy ?? state)

async function allowing(times: number): Promise<Person> {
  const who = await somebody(world)
  await grant(world, who, templateId, times)
  return who
}

/** Quiet hours that hold now, for an hour or more. */
const quietNow = () => {
  const from = Math.floor(minutesOfDay(world.clock.now(), ZONE) / 30) * 30
  return { from, until: (from + 90) % DAY_MINUTES }
}

describe('notify.policy, notify.savePolicy', () => {
  test('begins with the usual; an owner changes it, a viewer does not', async () => {
    expect(await operator.must('notify.policy', {})).toEqual(USUAL_POLICY)
    const policy = { quiet: { from: 1380, until: 540 }, perDay: 2, perWeek: 5 }
    expect(await operator.must('notify.savePolicy', policy)).toEqual({ ...policy, fallBack: true })
    const viewer = await world.operator('viewer')
    expect((await viewer.send('notify.savePolicy', { ...policy, perDay: 9 })).code).toBe('not_allowed')
    const crooked = { ...policy, quiet: { from: 7, until: 540 } }
    expect((await operator.send('notify.savePolicy', crooked)).code).toBe('input_invalid')
    expect(await viewer.must('notify.policy', {})).toEqual({ ...policy, fallBack: true })
  })
})

describe('notify.preferences, notify.savePreferences', () => {
  const appOnly = { appOnly: ['tier.warned' as const], quiet: null, streakWarning: false }

  test('every topic in words, with what carries it and how often it is allowed; only for members', async () => {
    const who = await allowing(2)
    const { topics, quiet, shopQuiet, streakWarning } = await who.person.must('notify.preferences', {})
    expect(topics.find(({ topic }) => topic === 'tier.warned')).toEqual({
      ...{ topic: 'tier.warned', group: '积分和券', label: '等级快要变了' },
      ...{ wechat: true, templateId, allowed: 2 },
    })
    expect([quiet, streakWarning, shopQuiet]).toEqual([null, false, (await operator.must('notify.policy', {})).quiet])
    const visitor = await world.visitor()
    expect((await visitor.call('notify.preferences', {})).code).toBe('join_needed')
    expect((await visitor.call('notify.savePreferences', appOnly)).code).toBe('join_needed')
  })

  test('what a member wants in the app only stays there, allowed or not; the last of many words holds', async () => {
    await neverQuiet(operator)
    const who = await allowing(1)
    const saved = await Promise.all(Array.from({ length: 5 }, () => who.person.must('notify.savePreferences', appOnly)))
    for (const { topics } of saved) expect(topics.find(({ topic }) => topic === 'tier.warned')?.wechat).toBe(false)
    await tellThem(world, who)
    await send()
    await settled(world, who)
    expect(await states(who)).toEqual(['preference'])
    expect([await balanceOf(world, who, templateId), await onPhone(world, who)]).toEqual([1, []])
    expect((await who.person.must('notify.inbox', {})).rows).toMatchObject([{ title: '等级快要变了', read: false }])
    const wrong = { ...appOnly, quiet: { from: 1, until: 60 } }
    expect((await who.person.call('notify.savePreferences', wrong)).code).toBe('input_invalid')
    await who.person.must('notify.savePreferences', { ...appOnly, appOnly: [] })
    await tellThem(world, who)
    await send()
    await settled(world, who)
    expect(await states(who)).toEqual(['sent', 'preference'])
    const { sections } = await who.person.must('privacy.export', {})
    expect(sections.find(({ name }) => name === 'messageSettings')?.rows).toHaveLength(1)
  })
})

describe('quiet hours', () => {
  test('what falls due then waits until they end, unless its sense is over by then', async () => {
    await operator.must('notify.savePolicy', { quiet: quietNow(), perDay: 50, perWeek: 200 })
    const who = await allowing(2)
    await tellThem(world, who)
    await tellThem(world, who, 1, new Date(world.clock.now().getTime() + 60_000))
    await send()
    const [late, waits] = await messagesOf(world, who)
    expect([late?.heldBy, waits?.state]).toEqual(['too_late', 'waiting'])
    expect(waits?.nextAt).toEqual(quietUntil(world.clock.now(), quietNow(), ZONE))
    world.clock.advance(2 * HOUR_MS)
    await send()
    await settled(world, who)
    expect(await states(who)).toEqual(['too_late', 'sent'])
  })

  test('what was done in the meantime is not asked for in the morning', async () => {
    await neverQuiet(operator)
    const ending = await carry(world, operator, 'coupon.ending', { thing1: 'name', thing2: 'note' })
    const people = [await somebody(world), await somebody(world)]
    for (const who of people) await grant(world, who, ending, 1)
    await operator.must('notify.savePolicy', { quiet: quietNow(), perDay: 50, perWeek: 200 })
    for (const who of people) {
      const { id: couponId } = await world.db.manager.findOneByOrFail(Coupons, { memberId: who.person.memberId })
      await happens(world, 'coupon.endsSoon', { couponId, memberId: who.person.memberId })
    }
    const [used, kept] = people as [Person, Person]
    for (const who of people) await until(async () => (await messagesOf(world, who)).length === 1)
    await send()
    await world.db.manager.update(Coupons, { memberId: used.person.memberId }, { state: 'used' })
    world.clock.advance(2 * HOUR_MS)
    await send()
    await settled(world, kept)
    expect([await states(used), await states(kept)]).toEqual([['no_longer'], ['sent']])
    expect(await balanceOf(world, used, ending)).toBe(1)
    await world.db.manager.update(Coupons, { memberId: used.person.memberId }, { state: 'unused' })
  })

  test('are the member’s own where they chose some', async () => {
    await neverQuiet(operator)
    const [early, none] = [await allowing(1), await allowing(1)]
    const wishes = { appOnly: [], streakWarning: false }
    await early.person.must('notify.savePreferences', { ...wishes, quiet: quietNow() })
    await operator.must('notify.savePolicy', { quiet: quietNow(), perDay: 50, perWeek: 200 })
    await none.person.must('notify.savePreferences', { ...wishes, quiet: NO_QUIET })
    await neverQuiet(operator)
    for (const who of [early, none]) await tellThem(world, who)
    await send()
    await settled(world, none)
    expect([await states(early), await states(none)]).toEqual([['waiting'], ['sent']])
  })

  test('end by the clocks of the zone, also on the nights on which these are changed', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu']
    const half = fc.integer({ min: 0, max: 47 }).map((step) => step * 30)
    // March, April, October and November of 2026: everywhere clocks change in one of them.
    const at = fc.oneof(
      ...[2, 3, 9, 10].map((month) => fc.integer({ min: Date.UTC(2026, month), max: Date.UTC(2026, month + 1) })),
    )
    fc.assert(
      fc.property(fc.constantFrom(...zones), at, half, half, (zone, nowMs, from, end) => {
        const [now, quiet] = [new Date(nowMs), { from, until: end }]
        const holds = (ms: number) => isQuiet(minutesOfDay(new Date(ms), zone), quiet)
        const ends = quietUntil(now, quiet, zone)
        if (ends === null) return !holds(nowMs)
        return ends > now && !holds(ends.getTime()) && holds(ends.getTime() - 1)
      }),
    )
    const [night, usual] = [new Date('2026-03-08T06:50:00Z'), { from: 1320, until: 150 }]
    expect(quietUntil(night, usual, 'America/New_York')?.toISOString()).toBe('2026-03-08T07:00:00.000Z')
  })
})

describe('caps', () => {
  test('fifty at once, by two senders: the day has three, the rest stays in the app and says why', async () => {
    await operator.must('notify.savePolicy', { quiet: NO_QUIET, perDay: 3, perWeek: 8 })
    const who = await allowing(60)
    await tellThem(world, who, 50)
    await Promise.all([send(), send()])
    await settled(world, who)
    const all = await states(who)
    expect([all.filter((one) => one === 'sent').length, all.filter((one) => one === 'day_cap').length]).toEqual([3, 47])
    expect(await onPhone(world, who)).toHaveLength(3)
    expect(await balanceOf(world, who, templateId)).toBe(57)
    const { memberId } = who.person
    const { rows } = await operator.must('notify.messages', { memberId, state: 'none' })
    expect(rows[0]).toMatchObject({ heldBy: 'day_cap', openedAt: null, isTest: false })
  })

  test('a week has fewer than its days together', async () => {
    await operator.must('notify.savePolicy', { quiet: NO_QUIET, perDay: 3, perWeek: 4 })
    const who = await allowing(10)
    for (let day = 0; day < 2; day += 1) {
      await tellThem(world, who, 3)
      await send()
      await settled(world, who)
      world.clock.advance(24 * HOUR_MS)
    }
    const all = await states(who)
    expect([all.filter((one) => one === 'sent').length, all.filter((one) => one === 'week_cap').length]).toEqual([4, 2])
  })

  test('credits are never less than nothing, whoever takes them at once', async () => {
    await neverQuiet(await world.operator())
    const who = await allowing(5)
    await tellThem(world, who, 30)
    await Promise.all([send(), send(), send()])
    await settled(world, who)
    const all = await states(who)
    expect([all.filter((one) => one === 'sent').length, all.filter((one) => one === 'no_credit').length]).toEqual([
      5, 25,
    ])
    expect(await balanceOf(world, who, templateId)).toBe(0)
  })
})
