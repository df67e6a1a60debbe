import { randomUUID } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import type { RuleSet } from '@huitou/shared/earning/rules'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { Counters } from '#server/domains/points/counter/entities'
import { Txns } from '#server/domains/points/entities'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Decisions, Tallies } from './entities'
import { reverseAward } from './reverse'
import { campaignNow, fixed, perYuan, rule, rulesFor, times } from './test-rules'

let world: World
let op: OperatorClient
let rules: ReturnType<typeof rulesFor>
beforeAll(async () => {
  world = await startWorld()
  op = await world.operator('manager')
  rules = rulesFor(world, () => op)
})
afterAll(() => stopWithPromisesKept(world))

const base = rule('base', [perYuan], { priority: 500 })
const available = async (person: Awaited<ReturnType<World['member']>>) =>
  (await person.must('points.balance', {})).available

describe('earning.catalogue and earning.templates', () => {
  test('a form can be drawn from the catalogue: the shop’s own stores, tiers and categories are in it', async () => {
    const person = await world.member()
    await rules.inForce({ rules: [base] })
    await rules.sale(person, { lines: [{ name: '海盐卷', category: '面包', quantity: 1, paidFen: 1200 }] })
    const { facts, events } = await op.must('earning.catalogue', {})
    const values = (id: string) => facts.find((fact) => fact.id === id)?.values?.map((one) => one.zh)
    expect(values('storeId')).toEqual(['梧桐路店', '滨江店'])
    expect(values('tierLevel')).toEqual(['普卡', '银卡', '金卡', '黑金'])
    expect(values('categories')).toContain('面包')
    expect(facts.find((fact) => fact.id === 'amountFen')).toMatchObject({ type: 'amount', unit: 'fen', values: null })
    expect(events.map((one) => one.id)).toContain('birthday')
  })

  test('templates make rules, from their own values or from those given', async () => {
    const { templates } = await op.must('earning.templates', {})
    expect(templates).toHaveLength(16)
    expect(templates.find((one) => one.id === 'store')?.sentence.zh).toBe('在梧桐路店，1.5 倍积分')
    const made = await op.must('earning.templates', { template: 'per-amount', params: { points: 2, everyFen: 500 } })
    expect(made.templates.find((one) => one.id === 'per-amount')?.sentence.zh).toBe('每满 5 元得 2 积分、1 成长值')
    expect((await op.send('earning.templates', { template: 'none' })).code).toBe('not_found')
  })
})

describe('award', () => {
  test('the same subject again gives nothing more, also many at once', async () => {
    await rules.inForce({ rules: [rule('task', [fixed(20)], { on: 'task' })] })
    const person = await world.member()
    const before = await available(person)
    const subjectKey = `task:${randomUUID()}`
    const answers = await Promise.all(Array.from({ length: 12 }, () => rules.awarded(person, { subjectKey })))
    expect(answers.filter((one) => !one.replayed)).toHaveLength(1)
    expect(new Set(answers.map((one) => one.decisionId)).size).toBe(1)
    expect(await available(person)).toBe(before + 20)
    const other = await world.member()
    expect((await rules.awarded(other, { subjectKey })).points.granted).toBe(0)
  })

  test.each(['review', 'referral', 'task', 'checkin', 'visit', 'joined', 'profile', 'birthday'] as const)(
    '%s',
    async (event) => {
      await rules.inForce({ rules: [rule('r', [fixed(7), { kind: 'fixed', unit: 'growth', give: 3 }], { on: event })] })
      const awarded = await rules.awarded(await world.member(), { event })
      expect(awarded).toMatchObject({ points: { wanted: 7, granted: 7 }, growth: { granted: 3 }, replayed: false })
      const rows = await world.db.manager.findBy(Txns, { decisionId: awarded.decisionId ?? '' })
      expect(rows.map((row) => row.id).sort()).toEqual([...awarded.points.txnIds, ...awarded.growth.txnIds].sort())
    },
  )

  test('nothing is kept of what no rule looks at', async () => {
    await rules.inForce({ rules: [base] })
    const person = await world.member()
    const kept = await world.db.manager.count(Decisions)
    expect(await rules.awarded(person, { event: 'review' })).toMatchObject({ decisionId: null, points: { granted: 0 } })
    expect(await world.db.manager.count(Decisions)).toBe(kept)
  })

  test('limits cut, the row says so, and the member reads why', async () => {
    await rules.inForce({ rules: [base], caps: { pointsPerDay: 25 } })
    const person = await world.member()
    await rules.sale(person, { paidFen: 2000 })
    const cut = await rules.sale(person, { paidFen: 2000 })
    expect(cut.earned.points).toBe(5)
    expect(cut.evaluation?.cuts.map((one) => one.zh)).toEqual(['每天最多 25 积分，本应得 20，实得 5'])
    const nothing = await rules.sale(person, { paidFen: 2000 })
    expect(nothing.earned.points).toBe(0)
    const { decision } = await op.must('earning.decision', { decisionId: nothing.purchase.decisionId ?? '' })
    const explained = await person.must('earning.explain', { txnId: decision.txnIds[0] ?? '' })
    expect(explained).toMatchObject({ points: 0, cuts: [{ zh: '每天最多 25 积分，本应得 20，实得 0' }] })
    expect((await op.must('earning.rerun', { decisionId: decision.id })).same).toBe(true)
  })

  test('so often a day, and no more', async () => {
    await rules.inForce({ rules: [rule('often', [fixed(5)], { limits: { timesPerDay: 2 } })] })
    const person = await world.member()
    const earned = []
    for (let index = 0; index < 3; index += 1) earned.push((await rules.sale(person)).earned.points)
    expect(earned).toEqual([5, 5, 0])
    expect(await world.db.manager.findBy(Tallies, { memberId: person.memberId })).toMatchObject([{ times: 2 }])
    world.clock.advance(86_400_000)
    op = await world.operator('manager')
    expect((await rules.sale(person)).earned.points).toBe(5)
  })

  test('fifty at once on one budget: not a point more than there is', async () => {
    const campaigns = [campaignNow(world, { key: 'hot', budgetPoints: 205 })]
    await rules.inForce({ rules: [rule('hot', [fixed(10)], { on: 'task', campaign: 'hot' })], campaigns })
    const people = await Promise.all(Array.from({ length: 10 }, () => world.member()))
    const answers = await Promise.all(
      people.flatMap((person) => Array.from({ length: 5 }, () => rules.awarded(person))),
    )
    expect(answers.reduce((sum, one) => sum + one.points.granted, 0)).toBe(205)
    expect(await world.db.manager.findOneByOrFail(Counters, { name: 'campaign:hot' })).toMatchObject({ used: 205 })
    for (const { decisionId } of answers)
      expect((await op.must('earning.rerun', { decisionId: decisionId ?? '' })).same).toBe(true)
  })

  test('points that wait, and points with an end of their own', async () => {
    const days = rule('days', [fixed(3)], { on: 'task', expiry: { kind: 'days', days: 10 } })
    await rules.inForce({ rules: [rule('wait', [fixed(5)], { on: 'task', pendingDays: 7 }), days] })
    const person = await world.member()
    const before = await available(person)
    const { points } = await rules.awarded(person)
    expect(points).toMatchObject({ granted: 8 })
    expect(await available(person)).toBe(before + 3)
    world.clock.advance(8 * 86_400_000)
    await person.relogin()
    expect(await available(person)).toBe(before + 8)
    world.clock.advance(4 * 86_400_000)
    await person.relogin()
    expect(await available(person)).toBe(before + 5)
    op = await world.operator('manager')
  })
})

describe('coupons of a rule', () => {
  const template = () => world.shop.templates.streak
  const gift = (templateId: string): RuleSet => ({ rules: [base, rule('gift', [{ kind: 'coupon', templateId }])] })

  test('are given with the purchase, and taken back with it while unused', async () => {
    await rules.inForce(gift(template()))
    const person = await world.member()
    const sold = await rules.sale(person)
    expect(sold.earned.coupons).toEqual(['满20减5券'])
    expect(sold.evaluation?.coupons).toMatchObject([{ state: 'given' }])
    const held = async () => world.db.manager.findBy(Coupons, { memberId: person.memberId, source: 'rule' })
    expect((await held()).map((one) => one.state)).toEqual(['unused'])
    const back = { purchaseId: sold.purchase.id, reason: '退货' }
    const part = await op.must('purchase.refund', { ...back, refundKey: 'a', what: { by: 'amount', amountFen: 400 } })
    expect(part.refund.couponsTakenBack).toBe(0)
    const rest = await op.must('purchase.refund', { ...back, refundKey: 'b', what: { by: 'whole' } })
    expect(rest.refund).toMatchObject({ couponsTakenBack: 1, tookBack: { points: 6 } })
    expect((await held()).map((one) => one.state)).toEqual(['void'])
  })

  test('one that has run out holds up no points, however many come at once', async () => {
    const { templates } = world.shop
    await world.db.manager.update(Templates, { id: templates.bag }, { stockTotal: 3, stockLeft: 3 })
    await rules.inForce(gift(templates.bag))
    const people = await Promise.all(Array.from({ length: 8 }, () => world.member()))
    const sold = await Promise.all(people.map((person) => rules.sale(person)))
    expect(sold.map((one) => one.earned.points)).toEqual(people.map(() => 10))
    expect(sold.map((one) => String(one.evaluation?.coupons[0]?.state)).sort()).toEqual([
      ...Array.from({ length: 3 }, () => 'given'),
      ...Array.from({ length: 5 }, () => 'sold_out'),
    ])
  })

  test('one that was used stays used', async () => {
    await rules.inForce(gift(template()))
    const person = await world.member()
    const sold = await rules.sale(person)
    await world.db.manager.update(Coupons, { memberId: person.memberId, source: 'rule' }, { state: 'used' })
    const input = { purchaseId: sold.purchase.id, reason: '退货', refundKey: 'a', what: { by: 'whole' } } as const
    expect((await op.must('purchase.refund', input)).refund.couponsTakenBack).toBe(0)
    await world.db.manager.delete(Coupons, { memberId: person.memberId, source: 'rule', state: 'used' })
  })
})

test('reverseAward takes back once, in parts that make the whole', async () => {
  await rules.inForce({
    rules: [rule('r', [fixed(10), { kind: 'fixed', unit: 'growth', give: 7 }], { on: 'referral' })],
  })
  const person = await world.member()
  const before = await available(person)
  const { decisionId } = await rules.awarded(person, { event: 'referral' })
  const reverse = (refundKey: string, partNumerator: number) =>
    inTransaction(world.db, (tx) =>
      reverseAward(tx, {
        ...{ decisionId: decisionId ?? '', refundKey, partNumerator, partDenominator: 3 },
        ...{ now: world.clock.now(), reason: '退款', actor: 'system' },
      }),
    )
  const first = await reverse('a', 1)
  expect(first).toEqual({ points: 3, growth: 2, couponsTakenBack: 0 })
  expect(await reverse('a', 1)).toEqual(first)
  expect(await reverse('b', 3)).toEqual({ points: 7, growth: 5, couponsTakenBack: 0 })
  expect(await reverse('c', 3)).toEqual({ points: 0, growth: 0, couponsTakenBack: 0 })
  expect(await available(person)).toBe(before)
  const { decision } = await op.must('earning.decision', { decisionId: decisionId ?? '' })
  expect(decision.reversed).toEqual({ points: 10, growth: 7 })
  const reversal = await world.db.manager.findOneByOrFail(Decisions, { reverses: decisionId ?? '' })
  expect((await op.must('earning.decision', { decisionId: reversal.id })).decision).toEqual(decision)
  expect((await op.must('earning.rerun', { decisionId: reversal.id })).same).toBe(true)
})

describe('earning.dryRun, earning.decision and earning.rerun', () => {
  test('a trial tells what the purchase then earns, and writes nothing', async () => {
    await rules.inForce({
      rules: [base, rule('gold', [times(2000)], { if: { fact: 'orders', op: 'gte', value: 0 } })],
      caps: { pointsPerDay: 30 },
    })
    const person = await world.member()
    await rules.sale(person, { paidFen: 1000 })
    const kept = await world.db.manager.count(Decisions)
    const facts = { event: 'purchase', paidFen: 1000, orders: 1 } as const
    const { evaluation } = await op.must('earning.dryRun', { mode: 'dry', memberId: person.memberId, facts })
    expect(await world.db.manager.count(Decisions)).toBe(kept)
    expect(evaluation.points).toEqual({ wanted: 20, granted: 10 })
    const sold = await rules.sale(person, { paidFen: 1000 })
    expect(sold.earned.points).toBe(10)
    expect(sold.evaluation?.parts).toEqual(evaluation.parts)
  })

  test('a draft can be tried, with facts that one pretends', async () => {
    const draft = await rules.draft({
      rules: [base, rule('gold', [times(3000)], { if: { fact: 'tierLevel', op: 'gte', value: 3 } })],
    })
    const facts: Input<'earning.dryRun'>['facts'] = {
      event: 'purchase',
      lines: [{ category: '面包', quantity: 1, paidFen: 990 }],
      tierLevel: 3,
    }
    const { versionId, evaluation } = await op.must('earning.dryRun', { mode: 'draft', versionId: draft.id, facts })
    expect([versionId, evaluation.points.wanted]).toEqual([draft.id, 27])
    expect(evaluation.trace.find((one) => one.rule === 'gold')?.conditions).toMatchObject([
      { actual: 3, held: true, words: { zh: '金卡及以上' } },
    ])
    expect((await op.send('earning.dryRun', { mode: 'draft', facts })).code).toBe('input_invalid')
    expect((await op.send('earning.dryRun', { mode: 'at', facts })).code).toBe('input_invalid')
    expect((await op.send('earning.dryRun', { mode: 'draft', versionId: '999999', facts })).code).toBe('not_found')
  })

  test('a decision keeps everything that it rests on, and comes out the same again', async () => {
    await rules.inForce({ rules: [base, rule('tier', [{ kind: 'multiplyBy', unit: 'points', by: 'tier' }])] })
    const person = await world.member()
    const sold = await rules.sale(person, { paidFen: 12_300, channel: 'miniapp' })
    const decisionId = sold.purchase.decisionId ?? ''
    const { decision } = await op.must('earning.decision', { decisionId })
    expect(decision.facts).toMatchObject({ amountFen: 12_300, channel: 'miniapp', orders: 0, tierLevel: 1 })
    expect(decision.evaluation.trace.find((one) => one.rule === 'tier')).toMatchObject({
      skipped: 'gives_nothing',
      why: { zh: '这次算下来没有可得的' },
    })
    const again = await op.must('earning.rerun', { decisionId })
    expect(again.same).toBe(true)
    expect(again.evaluation.resultHash).toBe(decision.evaluation.resultHash)
    await world.db.manager.update(
      Decisions,
      { id: decisionId },
      {
        facts: { ...(await world.db.manager.findOneByOrFail(Decisions, { id: decisionId })).facts, amountFen: 99_900 },
      },
    )
    expect((await op.must('earning.rerun', { decisionId })).same).toBe(false)
    await world.db.manager.update(
      Decisions,
      { id: decisionId },
      {
        facts: { ...(await world.db.manager.findOneByOrFail(Decisions, { id: decisionId })).facts, amountFen: 12_300 },
      },
    )
    expect((await op.send('earning.rerun', { decisionId: '999999' })).code).toBe('not_found')
  })
})
