import { Programmes } from '#server/domains/tier/entities'
import { Members } from '#server/domains/member/entities'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Coupons } from '../entities'
import { brokenPromises, openTemplate } from '../test-templates'

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** Everybody comes in anew at this moment: sessions do not outlive days. */
async function at(moment: string, people: readonly MemberClient[] = []) {
  world.clock.set(moment)
  operator = await world.operator()
  for (const person of people) await person.relogin()
}

const crowd = (size: number) => Promise.all(Array.from({ length: size }, () => world.member()))
const claims = (people: readonly MemberClient[], templateId: string) =>
  Promise.all(people.map(async (person) => (await person.send('coupon.claim', { templateId })).code ?? 'done'))
const count = (answers: readonly string[]) => {
  const counts: Record<string, number> = {}
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1
  return counts
}
const offerOf = async (person: MemberClient, templateId: string) =>
  (await person.must('coupon.centre', {})).offers.find((offer) => offer.templateId === templateId)

const DAILY = { times: ['10:00', '20:00'], weekdays: [], quotaPerDrop: 5, perMemberPerDrop: 1, lastsMinutes: 30 }

test('a daily drop: closed before and after, exactly its quota within, one each, and the next day anew', async () => {
  await at('2026-12-01T01:50:00.000Z')
  const { id } = await openTemplate(operator, { drop: DAILY, stockTotal: 100 })
  const people = await crowd(12)
  const [first] = people as [MemberClient]
  expect(await offerOf(first, id)).toMatchObject({
    state: 'not_started',
    opensAt: '2026-12-01T02:00:00.000Z',
    why: '12月1日 10:00 开始',
    left: 5,
    drop: {
      running: false,
      quota: 5,
      left: 5,
      endsAt: '2026-12-01T02:30:00.000Z',
      words: '每天 10:00、20:00 开抢，每场 5 张',
    },
  })
  expect(await claims([first], id)).toEqual(['coupon_drop_closed'])
  world.clock.set('2026-12-01T02:00:00.000Z')
  expect(count(await claims([...people, ...people], id))).toEqual({
    done: 5,
    coupon_drop_limit: expect.any(Number),
    coupon_drop_sold_out: expect.any(Number),
  })
  expect(await offerOf(first, id)).toMatchObject({ left: 0, drop: { running: true, left: 0 } })
  await at('2026-12-01T02:30:00.000Z', people)
  expect(count(await claims(people, id))).toEqual({ coupon_drop_closed: 12 })
  // The evening's drop has its own quota; nobody had to start it.
  await at('2026-12-01T12:20:00.000Z', people)
  expect(count(await claims(people, id))['done']).toBe(5)
  // A week in which nothing ran changes nothing either.
  await at('2026-12-08T02:10:00.000Z', people)
  expect(count(await claims(people, id))['done']).toBe(5)
  expect(await world.db.manager.countBy(Coupons, { templateId: id })).toBe(15)
  expect(await brokenPromises(world)).toEqual([])
})

test('the stock of all drops together ends them all', async () => {
  await at('2026-12-01T02:00:00.000Z')
  const { id } = await openTemplate(operator, { drop: DAILY, stockTotal: 7 })
  const people = await crowd(8)
  expect(count(await claims(people, id))['done']).toBe(5)
  await at('2026-12-01T12:00:00.000Z', people)
  expect(count(await claims(people, id))).toEqual({ done: 2, coupon_sold_out: 6 })
  await at('2026-12-01T15:00:00.000Z', people)
  expect((await offerOf(people[0] as MemberClient, id))?.state).toBe('sold_out')
})

test('limits of the day, for each and for all, begin anew with the business day', async () => {
  await at('2026-12-01T15:59:00.000Z')
  const { id } = await openTemplate(operator, { perMemberDayLimit: 1, dayQuota: 3 })
  const people = await crowd(6)
  expect(count(await claims([...people, ...people], id))['done']).toBe(3)
  expect(new Set(await claims(people, id))).toEqual(new Set(['coupon_day_limit', 'coupon_day_sold_out']))
  world.clock.set('2026-12-01T16:00:00.000Z')
  expect(count(await claims(people, id))['done']).toBe(3)
  expect(await brokenPromises(world)).toEqual([])
})

describe('who may take it', () => {
  beforeAll(() => at('2026-12-02T04:00:00.000Z'))

  test('from a tier on: others see it with words, and are refused', async () => {
    const { id } = await openTemplate(operator, { tierMin: 2 })
    const [plain, silver] = (await crowd(2)) as [MemberClient, MemberClient]
    await world.db.manager.update(Members, { id: silver.memberId }, { tierLevel: 2 })
    expect(await offerOf(plain, id)).toMatchObject({ state: 'tier_only', why: '银卡及以上会员可领' })
    expect(await claims([plain, silver], id)).toEqual(['coupon_tier_only', 'done'])
  })

  test('only through its code: the centre does not show it, the code does, and another code is none', async () => {
    const { id, scene } = await openTemplate(operator, { channel: 'code', perMemberLimit: 1 })
    const person = await world.member()
    expect(await offerOf(person, id)).toBeUndefined()
    expect((await person.send('coupon.offer', { templateId: id })).code).toBe('not_found')
    const { offer } = await person.must('coupon.offer', { scene: scene ?? '' })
    expect(offer).toMatchObject({ templateId: id, state: 'open' })
    expect(offer.terms).toContain('每人限领 1 张')
    expect((await person.send('coupon.claim', { templateId: id })).code).toBe('coupon_not_claimable')
    expect((await person.send('coupon.claim', { templateId: id, scene: 'another' })).code).toBe('coupon_not_claimable')
    const { coupon } = await person.must('coupon.claim', { templateId: id, scene: scene ?? '' })
    expect(coupon.source).toBe('扫码领取')
    expect((await person.send('coupon.offer', {})).code).toBe('input_invalid')
  })

  test('what a tier keeps for its own, others see and do not get; who has early access begins early', async () => {
    const { id } = await openTemplate(operator)
    const early = await openTemplate(operator, { claimFrom: '2026-12-02T05:00:00.000Z' })
    const programme = await world.db.manager.findOneByOrFail(Programmes, { state: 'published' })
    const { body } = programme
    const [plain, gold] = (await crowd(2)) as [MemberClient, MemberClient]
    const top = body.tiers[body.tiers.length - 1]
    const tiers = body.tiers.map((tier) =>
      tier === top
        ? { ...tier, benefits: { ...tier.benefits, exclusiveTemplateIds: [id], earlyAccessHours: 2 } }
        : tier,
    )
    await world.db.manager.update(Programmes, { id: programme.id }, { body: { ...body, tiers } })
    const holder = await world.operator()
    await holder.must('tier.setByHand', {
      memberId: gold.memberId,
      level: top?.level ?? 0,
      reason: '老客',
      lastDay: null,
    })
    expect(await claims([plain, gold], id)).toEqual(['coupon_holders_only', 'done'])
    expect(await offerOf(plain, id)).toMatchObject({ state: 'tier_only', why: '有专享权益的会员可领' })
    expect(await offerOf(plain, early.id)).toMatchObject({ state: 'not_started', opensAt: '2026-12-02T05:00:00.000Z' })
    expect((await offerOf(gold, early.id))?.state).toBe('open')
    expect(await claims([plain, gold], early.id)).toEqual(['coupon_not_started', 'done'])
    await world.db.manager.update(Programmes, { id: programme.id }, { body })
  })
})
