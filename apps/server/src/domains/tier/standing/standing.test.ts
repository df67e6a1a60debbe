import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { addDays } from '@huitou/shared/kit/day'
import { NEUTRAL } from '@huitou/shared/tier/benefit-rules'
import { NO_PACK, type Programme, type TierDef } from '@huitou/shared/tier/programme-rules'
import { Members } from '#server/domains/member/entities'
import { lockMember } from '#server/domains/member/member-of'
import { post } from '#server/domains/points/post'
import { businessDay } from '#server/platform/business-day'
import { inTransaction } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { runChecks } from '#server/platform/selfcheck/check'
import { startWorld, type World } from '#test/world'
import type { MemberClient } from '#test/people'
import { tierChecks } from '../checks'
import { Packs, Standings } from '../entities'
import { growthAccounts, growthOf, startOfDay } from '../growth'
import { changesOf, grow, ruleBy } from '../test-growth'
import { bringUpDue } from '../walk/bring-up'
import { walkOutlook } from '../walk/outlook'

const DAY_MS = 86_400_000
const RULE = { zone: 'Asia/Shanghai', dayStartMinutes: 0 }

const tier = (level: number, growthFrom: number): TierDef => ({
  level,
  name: `第${level}级`,
  style: 'basic',
  growthFrom,
  keepGrowth: null,
  benefits: NEUTRAL,
  pack: level === 1 ? NO_PACK : { ...NO_PACK, points: 10 },
})

const rules = (more: Partial<Programme> = {}): Programme => ({
  unitName: '成长值',
  window: { kind: 'rolling', months: 3 },
  downgrade: 'one_step',
  graceDays: 0,
  warnDays: 0,
  onRefund: 'recheck',
  tiers: [tier(1, 0), tier(2, 100), tier(3, 500)],
  ...more,
})

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  const found = await runChecks(world.db.manager, tierChecks, world.clock.now())
  const failed = found.filter((check) => check.violations.length > 0)
  await world.stop()
  expect(failed).toEqual([])
})

const joinAt = async (at: string): Promise<MemberClient> => {
  world.clock.set(at)
  const person = await world.member()
  await world.db.manager.update(Members, { id: person.memberId }, { joinedAt: new Date(at) })
  return person
}

const levelOf = async ({ memberId }: MemberClient) =>
  (await world.db.manager.findOneByOrFail(Members, { id: memberId })).tierLevel

const packsOf = async ({ memberId }: MemberClient) =>
  (await world.db.manager.find(Packs, { where: { memberId }, order: { id: 'ASC' } })).map((pack) => pack.level)

const runDue = (at: string) => bringUpDue(world.db, new Date(at))

describe('a review', () => {
  beforeEach(() => ruleBy(world.db, rules()))

  test('run each month, or once after half a year, by one or by four at once: the same changes, on the same days', async () => {
    const people = [await joinAt('2026-11-22T04:00:00.000Z'), await joinAt('2026-11-22T04:00:00.000Z')]
    for (const person of people) await grow(world.db, person.memberId, 600, new Date('2026-11-22T05:00:00.000Z'))
    const [prompt, late] = people.map((person) => person.memberId)
    // The second one is not yet due for the job that comes each month.
    const lateRow = await world.db.manager.findOneByOrFail(Standings, { memberId: late ?? '' })
    await world.db.manager.update(Standings, { memberId: late ?? '' }, { dueDay: null })
    for (const month of ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'])
      await runDue(`${month}-01T02:00:00.000Z`)
    await world.db.manager.update(Standings, { memberId: late ?? '' }, { dueDay: lateRow.dueDay })
    await Promise.all(Array.from({ length: 4 }, () => runDue('2027-05-20T02:00:00.000Z')))
    await runDue('2027-05-20T03:00:00.000Z')
    const expected = [
      ['raised', 20261122, 1, 3],
      ['lowered', 20270301, 3, 2],
      ['lowered', 20270401, 2, 1],
    ]
    expect(await changesOf(world.db, prompt ?? '')).toEqual(expected)
    expect(await changesOf(world.db, late ?? '')).toEqual(expected)
    expect(await levelOf(people[1] as MemberClient)).toBe(1)
    for (const person of people) expect(await packsOf(person)).toEqual([2, 3])
    world.clock.set('2027-05-20T04:00:00.000Z')
    await people[0]?.relogin()
    expect((await people[0]?.must('tier.history', {}))?.rows[0]).toMatchObject({
      reason: '核查时成长值 0，不够保级的 100，现在是第1级',
    })
  })

  test('that is late comes before a purchase that is made now', async () => {
    const person = await joinAt('2026-11-22T04:00:00.000Z')
    await grow(world.db, person.memberId, 600, new Date('2026-11-22T05:00:00.000Z'))
    await grow(world.db, person.memberId, 500, new Date('2027-03-05T05:00:00.000Z'))
    expect(await changesOf(world.db, person.memberId)).toEqual([
      ['raised', 20261122, 1, 3],
      ['lowered', 20270301, 3, 2],
      ['raised', 20270305, 2, 3],
    ])
    // Four months later a new cycle has begun: rising again brings the third tier’s pack again, as it would have with a prompt review.
    expect(await packsOf(person)).toEqual([2, 3, 3])
  })

  test('down and up within a cycle brings no second pack', async () => {
    await ruleBy(world.db, rules({ window: { kind: 'rolling', months: 12 } }))
    const person = await joinAt('2026-11-22T04:00:00.000Z')
    const operator = await world.operator('manager')
    const { memberId } = person
    await grow(world.db, memberId, 600, new Date('2026-11-22T05:00:00.000Z'))
    await operator.must('tier.setByHand', { memberId, level: 1, reason: '核实中', lastDay: 20261125 })
    await runDue('2026-11-27T02:00:00.000Z')
    expect((await changesOf(world.db, memberId)).map(([kind, , from, to]) => [kind, from, to])).toEqual([
      ['raised', 1, 3],
      ['hand', 3, 1],
      ['hand_ended', 1, 3],
    ])
    expect(await packsOf(person)).toEqual([2, 3])
  })

  test('warns, gives a grace, and lets growth in the grace keep the tier', async () => {
    await ruleBy(world.db, rules({ downgrade: 'full', graceDays: 14, warnDays: 10 }))
    const person = await joinAt('2026-11-22T04:00:00.000Z')
    await grow(world.db, person.memberId, 600, new Date('2026-11-22T05:00:00.000Z'))
    await runDue('2027-02-20T02:00:00.000Z')
    world.clock.set('2027-02-20T04:00:00.000Z')
    await person.relogin()
    expect(await person.must('tier.mine', {})).toMatchObject({
      current: { level: 3 },
      keep: { needed: 500, have: 0, missing: 500, by: 20270301, projected: { level: 1 } },
      warning: '3月1日核查，再攒 500 成长值就能保住第3级',
    })
    await runDue('2027-03-02T02:00:00.000Z')
    world.clock.set('2027-03-02T04:00:00.000Z')
    await person.relogin()
    expect(await person.must('tier.mine', {})).toMatchObject({
      current: { level: 3 },
      keep: null,
      grace: { needed: 500, have: 0, missing: 500, lastDay: 20270314 },
      warning: '3月14日前再攒 500 成长值，还能保住第3级',
    })
    await grow(world.db, person.memberId, 520, new Date('2027-03-10T05:00:00.000Z'))
    await runDue('2027-03-16T02:00:00.000Z')
    expect(await changesOf(world.db, person.memberId)).toEqual([
      ['raised', 20261122, 1, 3],
      ['warned', 20270219, 3, 3],
      ['grace', 20270301, 3, 3],
      ['kept', 20270315, 3, 3],
    ])
    await runDue('2027-12-16T02:00:00.000Z')
    expect((await changesOf(world.db, person.memberId)).slice(4)).toEqual([
      ['warned', 20270621, 3, 3],
      ['grace', 20270701, 3, 3],
      ['lowered', 20270715, 3, 1],
    ])
  })
})

describe('tier.setByHand', () => {
  beforeEach(() => ruleBy(world.db, rules({ window: { kind: 'lifetime' }, downgrade: 'none' })))

  test('holds until its day is over, ends by itself, and says by whom and why', async () => {
    const person = await joinAt('2026-11-22T04:00:00.000Z')
    const operator = await world.operator('manager')
    const input = { memberId: person.memberId, level: 3, reason: '门店补偿', lastDay: 20261130 }
    expect(await operator.must('tier.setByHand', input)).toMatchObject({ level: 3, name: '第3级', lastDay: 20261130 })
    expect(await person.must('tier.mine', {})).toMatchObject({
      current: { level: 3 },
      byHand: { reason: '门店补偿', lastDay: 20261130 },
      celebration: null,
    })
    await runDue('2026-11-30T15:59:59.000Z')
    expect(await levelOf(person)).toBe(3)
    await runDue('2026-12-05T02:00:00.000Z')
    expect(await levelOf(person)).toBe(1)
    const { rows } = await operator.must('tier.memberHistory', { memberId: person.memberId })
    expect(rows).toMatchObject([
      { kind: 'hand_ended', day: 20261201, from: 3, to: 1, actor: 'system' },
      { kind: 'hand', from: 1, to: 3, reason: '店里调整为第3级：门店补偿', actor: `operator:${operator.operatorId}` },
    ])
  })

  test('can be taken back; refuses a tier that does not exist, a day that is over, and whoever may not', async () => {
    const person = await joinAt('2026-11-22T04:00:00.000Z')
    const operator = await world.operator('manager')
    const { memberId } = person
    const set = (level: number | null, lastDay: number | null = null) =>
      operator.send('tier.setByHand', { memberId, level, reason: '更正', lastDay })
    expect((await set(9)).code).toBe('not_found')
    expect((await set(2, 20261121)).code).toBe('input_invalid')
    expect((await set(null)).code).toBe('already_done')
    expect(
      (
        await (
          await world.operator('viewer')
        ).send('tier.setByHand', { memberId, level: 2, reason: '想', lastDay: null })
      ).code,
    ).toBe('not_allowed')
    expect(await changesOf(world.db, memberId)).toEqual([])
    expect((await set(2)).status).toBe(200)
    expect((await set(null)).body).toMatchObject({ level: 1, lastDay: null })
    expect(await levelOf(person)).toBe(1)
  })

  test('growth goes on underneath: its end is a rise when growth says so', async () => {
    const person = await joinAt('2026-11-22T04:00:00.000Z')
    const operator = await world.operator('manager')
    await operator.must('tier.setByHand', { memberId: person.memberId, level: 2, reason: '补偿', lastDay: 20261130 })
    await grow(world.db, person.memberId, 600, new Date('2026-11-23T05:00:00.000Z'))
    await runDue('2026-12-05T02:00:00.000Z')
    expect(await levelOf(person)).toBe(3)
    expect((await changesOf(world.db, person.memberId)).map(([kind]) => kind)).toEqual(['hand', 'raised', 'hand_ended'])
  })
})

test('tier.reviewPreview and tier.distribution count everybody, a slice at a time', async () => {
  await ruleBy(world.db, rules({ downgrade: 'full' }))
  const person = await joinAt('2026-11-22T04:00:00.000Z')
  await grow(world.db, person.memberId, 600, new Date('2026-08-22T05:00:00.000Z'))
  const at = new Date('2026-11-25T05:00:00.000Z')
  while (await inTransaction(world.db, (tx) => walkOutlook(tx, at)));
  world.clock.set(at)
  const operator = await world.operator('viewer')
  const preview = await operator.must('tier.reviewPreview', {})
  expect(Date.parse(preview.asOf ?? '')).toBeGreaterThanOrEqual(at.getTime())
  expect(preview.rows.find((row) => row.memberId === person.memberId)).toMatchObject({
    day: 20261201,
    from: 3,
    to: 1,
    growth: 0,
    needed: 500,
    missing: 500,
  })
  expect(preview.moves.reduce((sum, move) => sum + move.members, 0)).toBe(preview.rows.length)
  const { tiers } = await operator.must('tier.distribution', {})
  const members = await world.db.manager.countBy(Members, {})
  expect(tiers.reduce((sum, one) => sum + one.members, 0)).toBe(members)
})

test('growth in a window is what a naive count finds: refunds count against the day of the purchase', async () => {
  const anyStep = fc.record({
    days: fc.integer({ min: 0, max: 40 }),
    points: fc.integer({ min: 1, max: 500 }),
    refund: fc.option(fc.record({ which: fc.nat(20), points: fc.integer({ min: 1, max: 300 }) }), { freq: 2 }),
  })
  const property = fc.asyncProperty(
    fc.array(anyStep, { minLength: 1, maxLength: 8 }),
    fc.integer({ min: -20, max: 200 }),
    fc.integer({ min: 1, max: 150 }),
    async (steps, fromOffset, length) => {
      const begin = new Date('2026-11-22T15:30:00.000Z')
      const person = await joinAt(begin.toISOString())
      const { memberId } = person
      const earned: { txnId: string; day: number; left: number; net: number }[] = []
      let at = begin
      for (const { days, points, refund } of steps) {
        at = new Date(at.getTime() + days * DAY_MS + 3_600_000)
        await inTransaction(world.db, async (tx) => {
          await lockMember(tx, memberId)
          const common = { memberId, unit: 'growth', reason: '测试', source: '测试', actor: 'system' } as const
          const target = refund ? earned[refund.which % Math.max(1, earned.length)] : undefined
          if (refund && target && target.left > 0) {
            const back = Math.min(target.left, refund.points)
            const undo = { kind: 'reverse', txnId: target.txnId, graceDays: 0, points: back } as const
            for (const one of await post(tx, [{ ...common, ...undo, sourceKey: randomUUID() }], at)) mustBe(one)
            target.left -= back
          } else {
            const earn = {
              kind: 'earn',
              points,
              expiresAt: null,
              lotSource: 'purchase',
              sourceKey: randomUUID(),
            } as const
            const [outcome] = await post(tx, [{ ...common, ...earn }], at)
            if (outcome?.ok)
              earned.push({ txnId: outcome.txnId, day: businessDay(at, RULE).day, left: points, net: points })
          }
        })
      }
      const span = { from: addDays(20261122, fromOffset), until: addDays(20261122, fromOffset + length) }
      const naive = earned
        .filter((one) => one.day >= span.from && one.day < span.until)
        .reduce((sum, one) => sum + one.left, 0)
      const [account] = await growthAccounts(world.db.manager, [memberId])
      if (!account) throw new Error('no account')
      const knownAt = new Date(at.getTime() + 1)
      expect(await growthOf(world.db.manager, { account, span, knownAt, rule: RULE })).toBe(naive)
      const ever = { from: null, until: 29_991_231 }
      expect(await growthOf(world.db.manager, { account, span: ever, knownAt, rule: RULE })).toBe(
        earned.reduce((sum, one) => sum + one.left, 0),
      )
    },
  )
  await fc.assert(property, { numRuns: 25 })
  expect(startOfDay(20261122, RULE).toISOString()).toBe('2026-11-21T16:00:00.000Z')
})
