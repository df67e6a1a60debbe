import type { RuleSet } from '@huitou/shared/earning/rules'
import { inTransaction } from '#server/platform/db/tx'
import { newKey } from '#test/client'
import type { OperatorClient } from '#test/people'
import { ENGINE } from '#test/fresh-db'
import { startWorld, type World } from '#test/world'
import { Decisions } from '../entities'
import { campaignNow, fixed, perYuan, rule, rulesFor, times } from '../test-rules'
import { Versions } from './entities'
import { rowInForce } from './in-force'

const DAY_MS = 86_400_000

let world: World
let op: OperatorClient
let rules: ReturnType<typeof rulesFor>
beforeAll(async () => {
  world = await startWorld()
  op = await world.operator('manager')
  rules = rulesFor(world, () => op)
})
afterAll(() => world.stop())

const base = rule('base', [perYuan], { priority: 500 })
const simple: RuleSet = { rules: [base] }
const inDays = (days: number) => new Date(world.clock.now().getTime() + days * DAY_MS)

describe('earning.saveDraft', () => {
  test('writes a draft, and writes over it as long as nobody else has', async () => {
    const first = await rules.draft(simple)
    expect(first).toMatchObject({ state: 'draft', revision: 1, sha256: null, activeFrom: null })
    const change = { versionId: first.id, name: '改过', rules: [base, rule('b', [fixed(1)])] }
    const { version } = await op.must('earning.saveDraft', { ...change, revision: 1 })
    expect(version).toMatchObject({ id: first.id, name: '改过', revision: 2 })
    const stale = await op.send('earning.saveDraft', { ...change, revision: 1 })
    expect(stale.code).toBe('version_stale')
    expect((await op.send('earning.saveDraft', change)).code).toBe('version_stale')
    const read = await op.must('earning.version', { versionId: first.id })
    expect(read.body.rules.map((one) => one.key)).toEqual(['base', 'b'])
    expect(read.sentences.map((one) => one.words.zh)).toEqual(['每消费 1 元得 1 积分', '每次消费得 1 积分'])
    expect((await op.send('earning.saveDraft', { ...change, versionId: '999999', revision: 1 })).code).toBe('not_found')
  })

  test('takes no rule that does not fit, and nobody who may not', async () => {
    const bad = { name: 'x', rules: [{ ...base, effects: [] }] }
    expect((await op.send('earning.saveDraft', bad)).code).toBe('input_invalid')
    const finance = await world.operator('finance')
    expect((await finance.send('earning.saveDraft', { name: 'x', ...simple })).code).toBe('not_allowed')
  })

  test('ten operators at once: one change is taken, the others are told', async () => {
    const { id, revision } = await rules.draft(simple)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        op.send('earning.saveDraft', { versionId: id, revision, name: `第${at}`, rules: [base] }, newKey()),
      ),
    )
    expect(answers.map((one) => one.code ?? 'ok').sort()).toEqual([
      'ok',
      ...Array.from({ length: 9 }, () => 'version_stale'),
    ])
  })
})

describe('earning.check', () => {
  test('shows faults, overlaps with their window, what it costs, and the sentences', async () => {
    const set: RuleSet = {
      rules: [
        base,
        rule('wednesday', [times(2000)], { when: { weekdays: [3] } }),
        rule('gold', [times(1500)], { if: { fact: 'tierLevel', op: 'gte', value: 3 } }),
        rule('nowhere', [fixed(1)], { if: { fact: 'storeId', op: 'eq', value: '999' } }),
        rule('gift', [{ kind: 'coupon', templateId: '999' }]),
      ],
    }
    const { id } = await rules.draft(set)
    const checked = await op.must('earning.check', { versionId: id })
    expect(checked.findings.map((one) => one.code).sort()).toEqual(['store_unknown', 'template_unknown'])
    expect(checked.overlaps).toEqual([
      { rules: ['gold', 'wednesday'], window: { weekdays: [3] }, together: 'add', words: expect.any(Object) as object },
    ])
    expect(checked.cost.usual).toEqual({ points: 101 - 1, fen: 100, coupons: 1 })
    expect(checked.cost.worst.points).toBeGreaterThanOrEqual(251)
    expect(checked.sentences.find((one) => one.rule === 'gold')?.words.zh).toBe('金卡及以上，1.5 倍积分')
  })
})

describe('earning.publish', () => {
  test('is refused while there are errors, and asks about warnings', async () => {
    const faulty = await rules.draft({ rules: [base, rule('x', [times(2000)], { campaign: 'gone' })] })
    const refused = await op.send('earning.publish', { versionId: faulty.id, revision: 1 })
    expect(refused.code).toBe('rules_faulty')
    expect(JSON.stringify(refused.body)).toContain('campaign_unknown')
    const dear = await rules.draft({ rules: [rule('b', [{ ...perYuan, give: 20 } as typeof perYuan])] })
    expect((await op.send('earning.publish', { versionId: dear.id, revision: 1 })).code).toBe('rules_doubtful')
    const { version } = await op.must('earning.publish', { versionId: dear.id, revision: 1, acceptWarnings: true })
    expect(version).toMatchObject({ state: 'live', revision: 2 })
    expect(version.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('fixes a version for ever', async () => {
    const draft = await rules.draft(simple)
    const { version } = await op.must('earning.publish', { versionId: draft.id, revision: 1 })
    const change = { versionId: draft.id, revision: version.revision, name: 'x', rules: [base, rule('b', [fixed(1)])] }
    expect((await op.send('earning.saveDraft', change)).code).toBe('version_fixed')
    expect((await op.send('earning.publish', { versionId: draft.id, revision: version.revision })).code).toBe(
      'version_fixed',
    )
    // SQLite refuses it by itself; elsewhere the verbs do, and the hash tells.
    const write = () => world.db.manager.update(Versions, { id: draft.id }, { body: { rules: [] } })
    const fault = ENGINE === 'sqlite' ? await write().then(() => 'written', String) : 'a published version is fixed'
    expect(fault).toContain('a published version is fixed')
  })

  test('ten at once publish a draft once', async () => {
    const draft = await rules.draft(simple)
    const input = { versionId: draft.id, revision: draft.revision }
    const answers = await Promise.all(Array.from({ length: 10 }, () => op.send('earning.publish', input, newKey())))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(new Set(answers.filter((one) => one.status !== 200).map((one) => one.code))).toEqual(
      new Set(['version_stale']),
    )
  })

  test('from a moment on: nobody does anything when it comes; one called off never comes', async () => {
    await rules.inForce(simple)
    const later = await rules.draft({ rules: [rule('base', [{ ...perYuan, give: 2 } as typeof perYuan])] })
    expect(
      (await op.send('earning.publish', { versionId: later.id, revision: 1, activeFrom: inDays(-1).toISOString() }))
        .code,
    ).toBe('version_in_past')
    const { version } = await op.must('earning.publish', {
      versionId: later.id,
      revision: 1,
      activeFrom: inDays(2).toISOString(),
    })
    expect(version.state).toBe('scheduled')
    const calledOff = await rules.draft({ rules: [rule('base', [{ ...perYuan, give: 3 } as typeof perYuan])] })
    const { version: off } = await op.must('earning.publish', {
      versionId: calledOff.id,
      revision: 1,
      activeFrom: inDays(3).toISOString(),
    })
    const retired = await op.must('earning.retire', { versionId: off.id, revision: off.revision })
    expect(retired.version.state).toBe('retired')
    expect((await op.send('earning.retire', { versionId: off.id, revision: retired.version.revision })).code).toBe(
      'already_done',
    )
    const facts = { event: 'purchase', paidFen: 1000 } as const
    const at = async (days: number) =>
      (await op.must('earning.dryRun', { mode: 'at', at: inDays(days).toISOString(), facts })).evaluation.points.wanted
    expect([await at(1), await at(2.1), await at(4)]).toEqual([10, 20, 20])
    expect((await rowInForce(world.db.manager, 'live', inDays(4)))?.id).toBe(later.id)
  })

  test('what runs only gets better without a word; worse must be accepted', async () => {
    const campaigns = [campaignNow(world)]
    const set = (give: number): RuleSet => ({
      rules: [base, rule('nov', [fixed(give)], { campaign: 'nov' })],
      campaigns,
    })
    await rules.inForce(set(10))
    const publish = async (give: number) => {
      const { id, revision } = await rules.draft(set(give))
      return (await op.send('earning.publish', { versionId: id, revision })).code
    }
    expect(await publish(9)).toBe('rules_doubtful')
    expect(await publish(11)).toBeUndefined()
  })
})

test('earning.retire ends the rules: nothing earns, and none before comes back', async () => {
  await rules.inForce(simple)
  const { id, revision } = await rules.draft(simple)
  const { version } = await op.must('earning.publish', { versionId: id, revision })
  await op.must('earning.retire', { versionId: id, revision: version.revision })
  const person = await world.member()
  const sold = await rules.sale(person)
  expect(sold.earned.points).toBe(0)
  expect(
    (await op.must('earning.decision', { decisionId: sold.purchase.decisionId ?? '' })).decision.versionId,
  ).toBeNull()
})

test('earning.versions lists them, newest first, with their state', async () => {
  await rules.inForce(simple)
  const draft = await rules.draft(simple)
  const first = await op.must('earning.versions', {})
  expect(first.rows.slice(0, 2).map((row) => row.state)).toEqual(['draft', 'live'])
  expect(first.rows[0]?.id).toBe(draft.id)
  expect(first.rows.some((row) => row.state === 'replaced')).toBe(true)
  const second = await op.must('earning.versions', { before: first.next ?? first.rows[0]?.id ?? '' })
  expect(second.rows.every((row) => Number(row.id) < Number(first.rows[0]?.id))).toBe(true)
})

test('in the shadow a version is judged beside the live one, and only recorded', async () => {
  await rules.inForce(simple)
  const draft = await rules.draft({ rules: [rule('base', [{ ...perYuan, give: 5 } as typeof perYuan])] })
  const { version } = await op.must('earning.publish', { versionId: draft.id, revision: 1, as: 'shadow' })
  expect(version.state).toBe('shadow')
  const person = await world.member()
  const { available } = await person.must('points.balance', {})
  const sold = await rules.sale(person)
  expect(sold.earned).toMatchObject({ points: 10, balanceAfter: available + 10 })
  const { decision } = await op.must('earning.decision', { decisionId: sold.purchase.decisionId ?? '' })
  expect(decision.shadow).toEqual({ versionId: draft.id, points: 50, growth: 0, coupons: 0 })
  expect(await world.db.manager.countBy(Decisions, { memberId: person.memberId, mode: 'shadow' })).toBe(1)
  await op.must('earning.retire', { versionId: draft.id, revision: version.revision })
  expect((await inTransaction(world.db, (tx) => rowInForce(tx, 'shadow', world.clock.now())))?.id).toBeUndefined()
})
