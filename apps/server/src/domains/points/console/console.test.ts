import { addDays } from '@huitou/shared/kit/day'
import { DEFAULT_POLICY } from '@huitou/shared/points/policy-rules'
import { keepPhone } from '#server/domains/member/keep-phone'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { runBatches } from '../batch/run'
import { checkAll, checkTouched } from '../check/run'
import { latestLedgerCheck } from '../check/queries'
import { Accounts, Lots, Txns } from '../entities'
import { rollUp } from '../report/roll-up'

const DAY_MS = 86_400_000

let world: World
let manager: OperatorClient
let finance: OperatorClient
let viewer: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  manager = await world.operator('manager')
  finance = await world.operator('finance')
  viewer = await world.operator('viewer')
})
afterAll(() => stopWithPromisesKept(world))

async function memberWith(points: number): Promise<MemberClient> {
  const person = await world.member()
  await world.setBalance(person, points)
  return person
}
const balance = async (person: MemberClient) => (await person.must('points.balance', {})).available
const runJobs = async () => {
  while (await runBatches(world.db, world.clock.now()));
}

describe('points.adjust and points.decideAdjustment', () => {
  test('below the limit it happens at once, with the policy’s end; the member sees why', async () => {
    const person = await memberWith(0)
    const done = await manager.must('points.adjust', { memberId: person.memberId, points: 120, reason: '机器故障补偿' })
    expect(done).toMatchObject({ state: 'done', points: 120, decided: null, asked: { operatorId: manager.operatorId } })
    const { rows } = await person.must('points.history', { filter: 'adjusted' })
    expect(rows[0]).toMatchObject({
      points: 120,
      kind: 'adjust',
      act: 'adjust',
      reason: '机器故障补偿',
      id: done.txnId,
    })
    expect(rows[0]?.expiresAt).not.toBeNull()
  })

  test('above it, it waits for somebody else, who can turn it down or agree, once', async () => {
    const person = await memberWith(0)
    const ask = () => manager.must('points.adjust', { memberId: person.memberId, points: 5000, reason: '年会奖励' })
    const first = await ask()
    expect(first.state).toBe('waiting')
    expect(await balance(person)).toBe(0)
    const waiting = await viewer.must('points.adjustments', { state: 'waiting' })
    expect(waiting.rows.map((row) => row.id)).toContain(first.id)
    const no = await finance.must('points.decideAdjustment', {
      adjustmentId: first.id,
      approve: false,
      note: '没有这回事',
    })
    expect(no).toMatchObject({ state: 'rejected', note: '没有这回事', txnId: null })
    const second = await ask()
    const decide = { adjustmentId: second.id, approve: true }
    const others = await Promise.all([world.operator('finance'), world.operator('owner'), world.operator('finance')])
    const answers = await Promise.all(others.map((one) => one.send('points.decideAdjustment', decide)))
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1)
    expect(answers.flatMap((one) => one.code ?? [])).toEqual(['already_done', 'already_done'])
    expect(await balance(person)).toBe(5000)
  })

  test('never by the one who asked; never more than is there; never without the right; zero is none', async () => {
    const person = await memberWith(10)
    const owner = await world.operator('owner')
    const asked = await owner.must('points.adjust', { memberId: person.memberId, points: -5000, reason: '错发' })
    const decide = { adjustmentId: asked.id, approve: true }
    expect((await owner.send('points.decideAdjustment', decide)).code).toBe('approval_own')
    expect((await manager.send('points.decideAdjustment', decide)).code).toBe('not_allowed')
    expect((await finance.send('points.decideAdjustment', decide)).code).toBe('points_short')
    expect((await finance.send('points.decideAdjustment', { ...decide, adjustmentId: '999999' })).code).toBe(
      'not_found',
    )
    const small = { memberId: person.memberId, points: -11, reason: '错发' }
    expect((await manager.send('points.adjust', small)).code).toBe('points_short')
    expect((await manager.send('points.adjust', { ...small, points: 0 })).code).toBe('input_invalid')
    expect((await manager.send('points.adjust', { ...small, reason: ' ' })).code).toBe('input_invalid')
    expect((await viewer.send('points.adjust', small)).code).toBe('not_allowed')
    expect(await balance(person)).toBe(10)
  })

  test('the same key twice is one', async () => {
    const person = await memberWith(0)
    const key = crypto.randomUUID()
    const input = { memberId: person.memberId, points: 7, reason: '补分' }
    const first = await manager.send('points.adjust', input, key)
    expect((await manager.send('points.adjust', input, key)).body).toEqual(first.body)
    expect(await balance(person)).toBe(7)
  })
})

describe('points.startBatch', () => {
  const csv = (rows: (string | number)[][]) =>
    ['memberId,points,reason', ...rows.map((row) => row.join(','))].join('\n')

  test('told whole what is wrong, and nothing is written', async () => {
    const person = await memberWith(0)
    const text = csv([
      [person.memberId, 5, '好'],
      ['999999', 5, '没有'],
      [person.memberId, 0, '零'],
    ])
    const preview = await manager.must('points.previewBatch', { kind: 'adjust', csv: text })
    expect(preview).toMatchObject({ total: 1, pointsUp: 5, moreProblems: 0 })
    expect(preview.problems).toEqual([
      { line: 3, problem: '没有这位会员，或者已经退会' },
      { line: 4, problem: '积分要是不为 0 的整数' },
    ])
    const refused = await manager.send('points.startBatch', { title: '错的', csv: text })
    expect(refused.code).toBe('batch_invalid')
    expect(JSON.stringify(refused.body)).toContain('没有这位会员')
  })

  test('done line by line with an outcome for each; the same file again is refused', async () => {
    const [rich, poor] = [await memberWith(100), await memberWith(0)]
    const text = csv([
      [rich.memberId, -60, '扣回'],
      [poor.memberId, -1, '扣回'],
      [poor.memberId, 30, '补发'],
      [rich.memberId, 5, '补发'],
    ])
    const started = await manager.must('points.startBatch', { title: '十一月补发', csv: text })
    expect(started).toMatchObject({ state: 'running', total: 4, pointsUp: 35, pointsDown: 61, done: 0 })
    expect((await manager.send('points.startBatch', { title: '再来', csv: text })).code).toBe('batch_repeated')
    await runJobs()
    expect(await viewer.must('points.batch', { batchId: started.id })).toMatchObject({
      state: 'done',
      done: 3,
      refused: 1,
    })
    const { rows } = await viewer.must('points.batchRows', { batchId: started.id })
    expect(rows.map((row) => [row.line, row.state, row.refusal])).toEqual([
      [2, 'done', null],
      [3, 'refused', 'points_short'],
      [4, 'done', null],
      [5, 'done', null],
    ])
    const refused = await viewer.must('points.batchRows', { batchId: started.id, state: 'refused' })
    expect(refused.rows).toHaveLength(1)
    expect([await balance(rich), await balance(poor)]).toEqual([45, 30])
    const txn = await world.db.manager.findOneByOrFail(Txns, { id: rows[0]?.txnId ?? '0' })
    expect(txn.actor).toBe(`operator:${manager.operatorId}`)
  })

  test('above the limit it waits as a whole; workers at once, and a second run, do each line once', async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => memberWith(0)))
    const rows = Array.from({ length: 120 }, (_, index) => [people[index % 4]?.memberId ?? '', 10, `第${index}行`])
    const started = await manager.must('points.startBatch', { title: '大批', csv: csv(rows) })
    expect(started.state).toBe('waiting')
    await runJobs()
    expect(await balance(people[0] as MemberClient)).toBe(0)
    expect((await manager.send('points.decideBatch', { batchId: started.id, approve: true })).code).toBe('not_allowed')
    await finance.must('points.decideBatch', { batchId: started.id, approve: true })
    expect((await finance.send('points.decideBatch', { batchId: started.id, approve: true })).code).toBe('already_done')
    const now = world.clock.now()
    await Promise.all(Array.from({ length: 4 }, () => runBatches(world.db, now)))
    await runJobs()
    expect(await viewer.must('points.batch', { batchId: started.id })).toMatchObject({ state: 'done', done: 120 })
    expect(await Promise.all(people.map(balance))).toEqual([300, 300, 300, 300])
  })

  test('turned down, or cancelled in the middle, the rest stays undone', async () => {
    const owner = await world.operator('owner')
    const person = await memberWith(0)
    const rows = (reason: string) => Array.from({ length: 60 }, () => [person.memberId, 20, reason])
    const one = await owner.must('points.startBatch', { title: '一', csv: csv(rows('一')) })
    expect((await owner.send('points.decideBatch', { batchId: one.id, approve: true })).code).toBe('approval_own')
    expect(await finance.must('points.decideBatch', { batchId: one.id, approve: false, note: '不对' })).toMatchObject({
      state: 'rejected',
      note: '不对',
    })
    const two = await owner.must('points.startBatch', { title: '二', csv: csv(rows('二')) })
    await finance.must('points.decideBatch', { batchId: two.id, approve: true })
    await runBatches(world.db, world.clock.now())
    expect(await owner.must('points.cancelBatch', { batchId: two.id })).toMatchObject({
      state: 'cancelled',
      done: 50,
      cancelled: 10,
    })
    expect((await owner.send('points.cancelBatch', { batchId: two.id })).code).toBe('batch_over')
    await runJobs()
    expect(await balance(person)).toBe(1000)
    const { rows: batches } = await viewer.must('points.batches', { state: 'cancelled' })
    expect(batches.map((batch) => batch.id)).toContain(two.id)
  })
})

describe('points.importOpening', () => {
  test('by phone or number, with the end that was promised; a corrected file doubles nothing', async () => {
    const [a, b] = [await memberWith(0), await memberWith(0)]
    const phone = `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
    await inTransaction(world.db, (tx) => keepPhone(tx, world.platform.vault, a.memberId, phone, world.clock.now()))
    const file = (rows: string) => `member,points,expires,growth\n${rows}`
    const text = file(`+86${phone},300,2099-12-31,40\n${b.memberId},50,never,0\n${b.memberId},20,,0`)
    const started = await manager.must('points.importOpening', { title: '旧系统', csv: text })
    expect(started).toMatchObject({ state: 'running', kind: 'opening', total: 4 })
    await runJobs()
    const again = file(`${a.memberId},300,2099-12-31,40\n${b.memberId},55,never,0`)
    const corrected = await manager.must('points.importOpening', { title: '更正', csv: again })
    await runJobs()
    expect(await viewer.must('points.batch', { batchId: corrected.id })).toMatchObject({ done: 2, refused: 1 })
    expect([await balance(a), await balance(b)]).toEqual([300, 70])
    const account = await viewer.must('points.account', { memberId: a.memberId })
    expect(account.accounts.map((one) => [one.unit, one.available])).toEqual([
      ['points', 300],
      ['growth', 40],
    ])
    expect(account.accounts[0]?.lots[0]).toMatchObject({ source: 'opening', expiresAt: '2099-12-31T16:00:00.000Z' })
    const twice = file(`${a.memberId},1,2098-12-31,0\n${phone},2,2098-12-31,0`)
    const preview = await manager.must('points.previewBatch', { kind: 'opening', csv: twice })
    expect(preview.problems).toHaveLength(1)
  })

  test('who has left meanwhile is told of, and nobody is held up', async () => {
    const [stays, leaves] = [await memberWith(0), await memberWith(0)]
    const csv = `member,points,expires\n${stays.memberId},5,never\n${leaves.memberId},5,never`
    const { id } = await manager.must('points.importOpening', { title: '退会', csv })
    await leaves.must('privacy.leave', { confirmed: true })
    await runJobs()
    expect(await viewer.must('points.batch', { batchId: id })).toMatchObject({ done: 1, refused: 1 })
  })
})

describe('accounts', () => {
  test('points.accountHistory and points.asOf tell an operator what the member has', async () => {
    const person = await memberWith(80)
    const { memberId } = person
    const history = await viewer.must('points.accountHistory', { memberId, filter: 'all' })
    expect(history.rows[0]).toMatchObject({ balanceAfter: 80, cutBy: null, act: 'adjust', kind: 'adjust' })
    const month = Number(world.clock.now().toISOString().slice(0, 7).replace('-', ''))
    expect((await viewer.must('points.accountHistory', { memberId, filter: 'all', month: month - 100 })).rows).toEqual(
      [],
    )
    const before = new Date(world.clock.now().getTime() - DAY_MS).toISOString()
    expect(await viewer.must('points.asOf', { memberId, unit: 'points', at: before })).toMatchObject({ available: 0 })
    const later = new Date(world.clock.now().getTime() + DAY_MS).toISOString()
    expect(await viewer.must('points.asOf', { memberId, unit: 'points', at: later })).toMatchObject({ available: 80 })
    expect((await viewer.send('points.account', { memberId: '999999' })).code).toBe('not_found')
  })

  test('points.freeze and points.unfreeze: with a reason, once each; meanwhile nothing moves', async () => {
    const person = await memberWith(80)
    const input = { memberId: person.memberId, unit: 'points', reason: '疑似刷分' } as const
    const frozen = await manager.must('points.freeze', input)
    expect(frozen.frozen).toMatchObject({ reason: '疑似刷分', by: `operator:${manager.operatorId}` })
    expect((await manager.send('points.freeze', input)).code).toBe('already_done')
    expect((await manager.send('points.adjust', { memberId: person.memberId, points: 1, reason: '补' })).code).toBe(
      'account_frozen',
    )
    expect((await finance.send('points.reconcile', input)).code).toBe('already_done')
    expect((await manager.must('points.unfreeze', { ...input, reason: '查清了' })).frozen).toBeNull()
    expect((await manager.send('points.unfreeze', input)).code).toBe('already_done')
  })
})

test('the same file sent six times at once pays each of its lines once', async () => {
  const member = await world.member()
  const before = await balance(member)
  const csv = `memberId,points,reason\n${member.memberId},10,补发\n`
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => manager.send('points.startBatch', { title: '同一份', csv })),
  )
  expect(answers.some((answer) => answer.status === 200)).toBe(true)
  await runJobs()
  expect(await balance(member)).toBe(before + 10)
})

test('points.changePolicy: a version from its moment on, never in the past; points.policy shows them', async () => {
  const policy = { ...DEFAULT_POLICY, warningDays: 7 }
  const later = new Date(world.clock.now().getTime() + 400 * DAY_MS).toISOString()
  expect((await manager.send('points.changePolicy', { policy, reason: '调整' })).code).toBe('not_allowed')
  expect(
    (await finance.send('points.changePolicy', { policy, activeFrom: '2020-01-01T00:00:00.000Z', reason: '调整' }))
      .code,
  ).toBe('input_invalid')
  const made = await finance.must('points.changePolicy', { policy, activeFrom: later, reason: '明年起' })
  const shown = await viewer.must('points.policy', {})
  expect(shown.current.policy.warningDays).toBe(30)
  expect(shown.versions[0]).toEqual(made)
  const bad = { ...policy, expiry: { kind: 'rolling' as const, months: 0, round: 'month' as const } }
  expect((await finance.send('points.changePolicy', { policy: bad, reason: '零' })).code).toBe('input_invalid')
})

describe('figures', () => {
  test('points.series and points.liability come to what members have, and say how fresh they are', async () => {
    const person = await memberWith(500)
    await manager.must('points.adjust', { memberId: person.memberId, points: -120, reason: '扣' })
    while (await rollUp(world.db));
    const { points, rows } = await viewer.must('points.liability', {})
    const accounts = await world.db.manager.find(Accounts, { where: { unit: 'points' } })
    const total = accounts.reduce((sum, one) => sum + one.available + one.pending + one.held, 0)
    expect([points, rows.reduce((sum, row) => sum + row.points, 0)]).toEqual([total, total])
    const day = Number(world.clock.now().toISOString().slice(0, 10).replaceAll('-', ''))
    const span = { from: addDays(day, -364), to: addDays(day, 1) }
    const byDay = await viewer.must('points.series', { ...span, by: 'day' })
    const byMonth = await viewer.must('points.series', { ...span, by: 'month' })
    const debts = accounts.reduce((sum, one) => sum + one.debt, 0)
    expect(byDay.rows[byDay.rows.length - 1]?.outstanding).toBe(total - debts)
    expect(byMonth.rows[byMonth.rows.length - 1]?.outstanding).toBe(total - debts)
    expect((await viewer.send('points.series', { from: day, to: addDays(day, -1), by: 'day' })).code).toBe(
      'input_invalid',
    )
    expect((await viewer.send('points.series', { from: addDays(day, -731), to: day, by: 'day' })).code).toBe(
      'input_invalid',
    )
  })

  test('points.checks and points.reconcile: what differs is stopped, told, and rebuilt with a reason', async () => {
    const person = await memberWith(80)
    const { id, memberId } = await world.db.manager.findOneByOrFail(Accounts, {
      memberId: person.memberId,
      unit: 'points',
    })
    while (await checkTouched(world.db, world.clock.now()));
    await world.db.manager.update(Accounts, { id }, { available: 95 })
    const lot = await world.db.manager.findOneByOrFail(Lots, { accountId: id, live: true })
    await world.db.manager.update(Lots, { id: lot.id }, { remaining: lot.remaining - 1 })
    // Today's pass over all accounts may be done already; the next business day has one of its own.
    const tomorrow = new Date(world.clock.now().getTime() + DAY_MS)
    while (await checkAll(world.db, tomorrow));
    const state = await latestLedgerCheck(world.db.manager)
    expect(state).toMatchObject({ differing: 1, waiting: 0 })
    expect(state.fullAt).not.toBeNull()
    const { differences, checks: passes } = await viewer.must('points.checks', {})
    expect(passes.map((one) => one.kind)).toEqual(expect.arrayContaining(['full', 'touched']))
    expect(differences[0]).toMatchObject({ memberId, solvedAt: null })
    expect(differences[0]?.facts[0]).toBe('available 95, by the entries 80')
    expect((await manager.send('points.adjust', { memberId, points: 1, reason: '补' })).code).toBe('account_frozen')
    expect((await manager.send('points.unfreeze', { memberId, unit: 'points', reason: '放' })).code).toBe(
      'account_frozen',
    )
    const solve = { memberId, unit: 'points', reason: '按分录重建' } as const
    expect((await manager.send('points.reconcile', solve)).code).toBe('not_allowed')
    expect(await finance.must('points.reconcile', solve)).toMatchObject({ available: 80, frozen: null })
    expect((await finance.send('points.reconcile', solve)).code).toBe('already_done')
    expect((await latestLedgerCheck(world.db.manager)).differing).toBe(0)
    expect(await balance(person)).toBe(80)
  })
})
