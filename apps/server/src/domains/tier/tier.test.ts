import { randomUUID } from 'node:crypto'
import { NEUTRAL } from '@huitou/shared/tier/benefit-rules'
import { NO_PACK, type Programme, type TierDef } from '@huitou/shared/tier/programme-rules'
import { Coupons } from '#server/domains/coupon/entities'
import { Members } from '#server/domains/member/entities'
import { postOne } from '#server/domains/points/post'
import { inTransaction } from '#server/platform/db/tx'
import { runChecks } from '#server/platform/selfcheck/check'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { benefitsOf } from './benefits'
import { tierChecks } from './checks'
import { climb } from './climb'
import { Packs } from './entities'
import { changesOf, grow, ruleBy, shrink } from './test-growth'

const DAY_MS = 86_400_000

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  const failed = (await runChecks(world.db.manager, tierChecks, now())).filter((check) => check.violations.length > 0)
  await world.stop()
  expect(failed).toEqual([])
})

const now = () => world.clock.now()

test('tier.mine shows the tier, the next one and what is missing; growth climbs at once and never lowers', async () => {
  const person = await world.member()
  expect(await person.must('tier.mine', {})).toMatchObject({
    growth: 0,
    current: { name: '普卡' },
    next: { name: '银卡', missing: 300 },
  })
  const adjust = (points: number) =>
    inTransaction(world.db, async (tx) => {
      const common = {
        memberId: person.memberId,
        unit: 'growth',
        sourceKey: randomUUID(),
        reason: '测试',
        source: '测试',
        actor: 'system',
      } as const
      await postOne(tx, { ...common, kind: 'adjust', points, expiresAt: null }, now())
      await climb(tx, person.memberId, now())
    })
  await adjust(1100)
  expect(await person.must('tier.mine', {})).toMatchObject({
    growth: 1100,
    current: { name: '金卡' },
    next: { name: '黑金', missing: 1400 },
  })
  await adjust(-900)
  expect(await person.must('tier.mine', {})).toMatchObject({ growth: 200, current: { name: '金卡' } })
})

describe('rising', () => {
  test('brings the packs of every tier passed, is celebrated once, and is told in the history', async () => {
    const person = await world.member()
    const before = (await person.must('points.balance', {})).available
    await grow(world.db, person.memberId, 1200, now())
    const mine = await person.must('tier.mine', {})
    expect(mine).toMatchObject({
      unitName: '成长值',
      windowText: '近 12 个月',
      current: { level: 3, gives: { pointsPermille: 1200 } },
      keep: { needed: 1000, missing: 0, projected: { level: 3 } },
      grace: null,
      warning: null,
      celebration: { level: 3, name: '金卡', fromName: '普卡', pack: { points: 130, couponNames: [] } },
    })
    expect(mine.tiers.map((tier) => tier.benefits[0])).toEqual([
      '签到攒积分',
      '积分 1.1 倍',
      '积分 1.2 倍',
      '积分 1.5 倍',
    ])
    expect((await person.must('points.balance', {})).available).toBe(before + 130)
    await person.must('tier.celebrated', { id: mine.celebration?.id ?? '' })
    await person.must('tier.celebrated', { id: mine.celebration?.id ?? '' })
    expect((await person.must('tier.mine', {})).celebration).toBeNull()
    const { rows } = await person.must('tier.history', {})
    expect(rows).toMatchObject([{ kind: 'raised', from: 1, to: 3, reason: '成长值到了 1200，升到金卡' }])
    const other = await world.member()
    expect((await other.send('tier.celebrated', { id: mine.celebration?.id ?? '' })).code).toBe('not_found')
    expect((await other.must('tier.history', {})).rows).toEqual([])
  })

  test('eight climbs at once, with growth from eight purchases: one rise, one pack', async () => {
    const person = await world.member()
    await Promise.all(Array.from({ length: 8 }, () => grow(world.db, person.memberId, 60, now())))
    expect(await world.db.manager.countBy(Packs, { memberId: person.memberId })).toBe(1)
    expect((await changesOf(world.db, person.memberId)).map(([kind, , from, to]) => [kind, from, to])).toEqual([
      ['raised', 1, 2],
    ])
  })

  test('happens also for growth after which nobody climbs', async () => {
    const person = await world.member()
    await inTransaction(world.db, (tx) =>
      postOne(
        tx,
        {
          kind: 'earn',
          memberId: person.memberId,
          unit: 'growth',
          points: 400,
          expiresAt: null,
          lotSource: 'task',
          sourceKey: randomUUID(),
          reason: '任务',
          source: '测试',
          actor: 'system',
        },
        now(),
      ),
    )
    world.platform.nudge()
    const level = async () => (await world.db.manager.findOneByOrFail(Members, { id: person.memberId })).tierLevel
    await until(async () => (await level()) > 1)
    expect(await level()).toBe(2)
  })
})

const tier = (level: number, growthFrom: number, more: Partial<TierDef> = {}): TierDef => ({
  level,
  name: `第${level}级`,
  style: 'basic',
  growthFrom,
  keepGrowth: null,
  benefits: NEUTRAL,
  pack: NO_PACK,
  ...more,
})

const rules = (templateIds: string[], more: Partial<Programme> = {}): Programme => ({
  unitName: '星星',
  window: { kind: 'calendar' },
  downgrade: 'full',
  graceDays: 0,
  warnDays: 0,
  onRefund: 'recheck',
  tiers: [tier(1, 0), tier(2, 100, { pack: { points: 20, templateIds, cardId: null } }), tier(3, 500)],
  ...more,
})

describe('growth taken back', () => {
  beforeAll(() => ruleBy(world.db, rules([world.shop.templates.welcome])))

  const couponStates = async (memberId: string) =>
    (await world.db.manager.findBy(Coupons, { memberId, source: 'tier' })).map((coupon) => coupon.state)

  test('takes the tier back at once with what came with it; earned again it comes again', async () => {
    const person = await world.member()
    const { available } = await person.must('points.balance', {})
    const txnId = await grow(world.db, person.memberId, 150, now())
    expect(await person.must('tier.mine', {})).toMatchObject({ current: { level: 2 }, unitName: '星星', growth: 150 })
    await shrink(world.db, person.memberId, txnId, now())
    expect(await person.must('tier.mine', {})).toMatchObject({ current: { level: 1 }, growth: 0, celebration: null })
    expect((await person.must('points.balance', {})).available).toBe(available)
    expect(await couponStates(person.memberId)).toEqual(['void'])
    expect((await person.must('tier.history', {})).rows[0]).toMatchObject({
      kind: 'refunded',
      reason: '退款收回了星星，从第2级回到第1级',
    })
    await grow(world.db, person.memberId, 100, now())
    expect((await person.must('points.balance', {})).available).toBe(available + 20)
    expect(await couponStates(person.memberId)).toEqual(['void', 'unused'])
  })

  test('a pack of which a coupon was used counts as had: it does not come twice in a cycle', async () => {
    const person = await world.member()
    const txnId = await grow(world.db, person.memberId, 150, now())
    await world.db.manager.update(Coupons, { memberId: person.memberId, source: 'tier' }, { state: 'used' })
    await shrink(world.db, person.memberId, txnId, now())
    await grow(world.db, person.memberId, 150, now())
    expect(await couponStates(person.memberId)).toEqual(['used'])
    expect(await person.must('tier.mine', {})).toMatchObject({ current: { level: 2 } })
  })

  test('leaves the tier that other growth carries', async () => {
    const person = await world.member()
    const big = await grow(world.db, person.memberId, 600, now())
    await grow(world.db, person.memberId, 120, now())
    await shrink(world.db, person.memberId, big, now())
    expect(await person.must('tier.mine', {})).toMatchObject({ current: { level: 2 }, growth: 120 })
    expect(await couponStates(person.memberId)).toEqual(['unused'])
  })

  test('a rise that waited for the lock while growth was taken back sees that it was', async () => {
    const person = await world.member()
    const before = now()
    const txnId = await grow(world.db, person.memberId, 600, before)
    const later = new Date(before.getTime() + 5)
    await shrink(world.db, person.memberId, txnId, later)
    await inTransaction(world.db, (tx) => climb(tx, person.memberId, before))
    const { tierLevel } = await world.db.manager.findOneByOrFail(Members, { id: person.memberId })
    expect(tierLevel).toBe(1)
  })

  test('by rules that keep, nothing moves before the next review', async () => {
    await ruleBy(world.db, rules([], { onRefund: 'keep' }))
    const person = await world.member()
    const txnId = await grow(world.db, person.memberId, 150, now())
    await shrink(world.db, person.memberId, txnId, now())
    expect(await person.must('tier.mine', {})).toMatchObject({ current: { level: 2 }, growth: 0 })
  })
})

test('benefitsOf gives those of the tier, also when a review is due that nobody has come to yet', async () => {
  const benefits = { ...NEUTRAL, pointsPermille: 1500 }
  await ruleBy(world.db, rules([], { tiers: [tier(1, 0), tier(2, 100, { benefits })] }))
  const person = await world.member()
  const read = world.db.manager
  expect(await benefitsOf(read, person.memberId, now())).toMatchObject({ pointsPermille: 1000, tierLevel: 1 })
  await grow(world.db, person.memberId, 100, now())
  expect(await benefitsOf(read, person.memberId, now())).toMatchObject({ pointsPermille: 1500, tierName: '第2级' })
  const inThreeYears = new Date(now().getTime() + 3 * 365 * DAY_MS)
  expect(await benefitsOf(read, person.memberId, inThreeYears)).toMatchObject({ pointsPermille: 1000, tierLevel: 1 })
})
