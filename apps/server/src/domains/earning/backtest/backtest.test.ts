import { randomUUID } from 'node:crypto'
import type { RuleSet } from '@huitou/shared/earning/rules'
import { addDays } from '@huitou/shared/kit/day'
import { createDice } from '#seeds/dice'
import { jobs } from '#server/worker'
import type { MemberClient, OperatorClient } from '#test/people'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { campaignNow, fixed, perYuan, rule, rulesFor, times } from '../test-rules'
import { Backtests } from './entities'

const DAY_MS = 86_400_000

let world: World
let op: OperatorClient
let rules: ReturnType<typeof rulesFor>
let people: MemberClient[]
let versionId: string
let set: RuleSet
/** Every limit that a rule can have, so that a replay has something to get wrong. */
const full = (): RuleSet => ({
  rules: [
    rule('base', [perYuan, { kind: 'perAmount', unit: 'growth', everyFen: 100, give: 1 }], { priority: 500 }),
    rule('tier', [{ kind: 'multiplyBy', unit: 'points', by: 'tier' }], { priority: 400 }),
    rule('drinks', [{ ...times(2000), of: { categories: ['饮品'] } } as ReturnType<typeof times>], {
      limits: { pointsPerMonth: 40 },
    }),
    rule('twice', [fixed(5), { kind: 'coupon', templateId: world.shop.templates.streak }], {
      limits: { timesPerDay: 2 },
    }),
    rule('first', [fixed(20)], { if: { fact: 'isFirstPurchase', op: 'eq', value: true } }),
    rule('hot', [fixed(10)], { campaign: 'hot' }),
  ],
  campaigns: [campaignNow(world, { key: 'hot', budgetPoints: 120 })],
  caps: { pointsPerDay: 150 },
})

const today = async () => (await op.must('purchase.list', { memberId: people[0]?.memberId ?? '' })).rows[0]?.day ?? 0

/** A few days of a shop, with refunds of every kind. */
async function history() {
  const random = createDice(7)
  const dice = (max: number) => random.whole(0, max - 1)
  for (let day = 0; day < 3; day += 1) {
    op = await world.operator('manager')
    for (let sale = 0; sale < 14; sale += 1) {
      const person = people[dice(people.length)] as MemberClient
      const lines = [
        { name: '面包', category: '面包', quantity: 1, paidFen: 500 + dice(6_000) },
        { name: '咖啡', category: '饮品', quantity: 2, paidFen: 1 + dice(4_000) },
      ]
      const { purchase } = await rules.sale(person, { lines })
      const what = ([{ by: 'whole' }, { by: 'amount', amountFen: 1 + dice(purchase.paidFen) }, null, null] as const)[
        dice(4)
      ]
      if (what)
        await op.must('purchase.refund', {
          purchaseId: purchase.id,
          refundKey: randomUUID().slice(0, 20),
          reason: '退货',
          what,
        })
    }
    world.clock.advance(DAY_MS)
  }
  op = await world.operator('manager')
}

beforeAll(async () => {
  world = await startWorld()
  rules = rulesFor(world, () => op)
  people = await Promise.all(Array.from({ length: 5 }, () => world.member()))
  set = full()
  versionId = await rules.inForce(set)
  await history()
})
afterAll(() => world.stop())

const run = async () => {
  const job = jobs.find((one) => one.name === 'earning.backtest')
  while (await job?.run(world.platform, world.clock.now())) continue
}

async function replayed(input: { versionId: string; againstId?: string }) {
  const lastDay = await today()
  const { backtest } = await op.must('earning.startBacktest', { ...input, from: addDays(lastDay, -5), until: lastDay })
  await until(async () => {
    await run()
    return (await op.must('earning.backtest', { backtestId: backtest.id })).backtest.state !== 'running'
  })
  return (await op.must('earning.backtest', { backtestId: backtest.id })).backtest
}

const NOBODY = {
  purchasesDiffering: 0,
  pointsChange: 0,
  fenChange: 0,
  membersWinning: 0,
  membersLosing: 0,
  winners: [],
  losers: [],
}

test('the version in force over its own history changes nothing: earning.startBacktest and earning.backtest', async () => {
  const own = await replayed({ versionId })
  expect(own).toMatchObject({ state: 'done', ...NOBODY, membersSame: 5 })
  expect(own.done).toBe(own.total)
  expect(own.total).toBeGreaterThan(42)
  expect(own.before).toEqual(own.after)
  expect(own.before.points).toBeGreaterThan(0)
  expect(await replayed({ versionId, againstId: versionId })).toMatchObject({
    ...NOBODY,
    before: own.before,
    after: own.after,
  })
})

test('points and money won and lost, by whom, and when the budget burns out', async () => {
  const generous: RuleSet = {
    ...set,
    rules: [...set.rules.filter((one) => one.key !== 'drinks'), rule('gift', [fixed(3)])],
    campaigns: set.campaigns?.map((one) => ({ ...one, budgetPoints: 30 })),
  }
  const draft = await rules.draft(generous)
  const found = await replayed({ versionId: draft.id })
  expect(found.state).toBe('done')
  expect(found.purchasesDiffering).toBeGreaterThan(0)
  expect(found.pointsChange).toBe(found.after.points - found.before.points)
  expect(found.fenChange).toBe(found.after.fen - found.before.fen)
  expect(found.membersWinning + found.membersLosing + found.membersSame).toBe(5)
  expect(found.winners.every((one) => one.points === one.after - one.before && one.points > 0)).toBe(true)
  expect(found.losers.every((one) => one.points < 0)).toBe(true)
  expect([...found.winners, ...found.losers].reduce((sum, one) => sum + one.points, 0)).toBe(found.pointsChange)
  const [budget] = found.budgets
  expect(budget).toMatchObject({ key: 'campaign:hot', limit: 30, used: 30 })
  expect(budget?.burntOutAt).not.toBeNull()
})

test('twice as much is twice as much, refunds included', async () => {
  const plain = (give: number): RuleSet => ({ rules: [rule('base', [{ ...perYuan, give } as typeof perYuan])] })
  const [one, two] = [await rules.draft(plain(1)), await rules.draft(plain(2))]
  const found = await replayed({ versionId: two.id, againstId: one.id })
  const rest = found.after.points - 2 * found.before.points
  // A part of a purchase that is refunded is rounded once a refund.
  expect(Math.abs(rest)).toBeLessThanOrEqual(found.total)
  expect(found).toMatchObject({ againstId: one.id, membersWinning: 5, membersLosing: 0 })
})

test('what cannot be replayed is refused, or fails and lets the next one by', async () => {
  const start = (from: number, last: number, id = versionId) =>
    op.send('earning.startBacktest', { versionId: id, from, until: last })
  expect((await start(20_261_102, 20_261_101)).code).toBe('input_invalid')
  expect((await start(20_260_101, 20_270_201)).code).toBe('input_invalid')
  expect((await start(20_260_230, 20_260_301)).code).toBe('input_invalid')
  expect((await start(20_260_201, 20_260_301, '999999')).code).toBe('not_found')
  expect((await op.send('earning.backtest', { backtestId: '999999' })).code).toBe('not_found')
  const day = await today()
  const { body } = await start(day, day)
  await world.db.manager.update(Backtests, { id: body.backtest.id }, { body: {} })
  const faults: unknown[] = []
  // Whoever comes to it first, this or the shop's own worker.
  await run().catch((error: unknown) => faults.push(error))
  await until(
    async () => (await op.must('earning.backtest', { backtestId: body.backtest.id })).backtest.state === 'failed',
  )
  expect(faults.every((fault) => fault instanceof TypeError)).toBe(true)
  expect(await replayed({ versionId })).toMatchObject({ state: 'done' })
})
