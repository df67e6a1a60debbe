import { Coupons } from '#server/domains/coupon/entities'
import { Txns } from '#server/domains/points/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Progresses } from './entities'
import { goal, taskHands } from './test-task'

let world: World
let operator: OperatorClient
let hands: ReturnType<typeof taskHands>
beforeAll(async () => {
  world = await startWorld()
  hands = taskHands(world)
})
// Tests move the clock past the life of a login.
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const DAY_MS = 86_400_000

describe('operators', () => {
  test('task.saveDefinition, publish, pause, end, definitions, definition: what is missing is told, what was told stays', async () => {
    const body = { name: '关注公众号', period: 'daily', goal: goal('profile') } as const
    const { task } = await operator.must('task.saveDefinition', { id: null, body })
    expect(task).toMatchObject({ state: 'draft', points: 0, claim: 'claim', goalWords: '填好昵称、生日和手机号' })
    const refused = await operator.send('task.publish', { taskId: task.id })
    expect(refused).toMatchObject({ code: 'task_not_ready', body: { faults: task.faults } })
    expect(task.faults).toHaveLength(3)
    const better = { name: '完善资料', period: 'once', points: 30, stockTotal: 5 } as const
    await operator.must('task.saveDefinition', { id: task.id, body: better })
    const taskId = task.id
    expect((await operator.must('task.publish', { taskId })).task).toMatchObject({ state: 'on', stockLeft: 5 })
    expect((await operator.send('task.publish', { taskId })).code).toBe('already_done')

    const save = (change: object) => operator.send('task.saveDefinition', { id: taskId, body: change })
    expect((await save({ points: 10 })).code).toBe('task_published')
    expect((await save({ stockTotal: 4 })).code).toBe('task_published')
    expect((await save({ stockTotal: 8, points: 40 })).body.task).toMatchObject({ stockLeft: 8, points: 40 })

    await operator.must('task.pause', { taskId })
    expect((await operator.send('task.pause', { taskId })).code).toBe('already_done')
    await operator.must('task.publish', { taskId })
    await operator.must('task.end', { taskId })
    expect((await operator.send('task.publish', { taskId })).code).toBe('task_ended')
    expect((await save({ points: 50 })).code).toBe('task_ended')
    expect((await operator.must('task.definition', { taskId })).task).toMatchObject({ state: 'ended', faults: [] })
    const { rows } = await operator.must('task.definitions', { state: 'ended' })
    expect(rows.map(({ id }) => id)).toContain(taskId)
    expect((await operator.send('task.definition', { taskId: '999999' })).code).toBe('not_found')
  })

  test('two tasks cannot wait for one another', async () => {
    const first = await hands.draft(operator)
    const second = await hands.draft(operator, { afterId: first })
    await operator.must('task.saveDefinition', { id: first, body: { afterId: second } })
    const { task } = await operator.must('task.definition', { taskId: first })
    expect(task.faults).toEqual(['任务的先后绕成了一圈'])
  })
})

describe('task.claim', () => {
  test('passes once it is done: points and a coupon, once, with words; refused before, and for others', async () => {
    const templateId = await hands.template()
    const taskId = await hands.task(operator, { goal: goal('purchase', 2), templateId, period: 'growth' })
    const person = await world.member()
    const before = await hands.points(person)
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'doing', count: 0, target: 2 })
    expect((await hands.claim(person, taskId)).code).toBe('task_not_done')
    await hands.buy(person)
    await hands.heard()
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'doing', count: 1 })
    await hands.buy(person)
    await hands.heard()
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimable', count: 2, points: 20 })
    expect((await person.must('task.list', {})).claimable).toBeGreaterThan(0)
    const key = 'k'.repeat(8) + taskId.padStart(12, '0')
    const { body } = await person.send('task.claim', { taskId, day: null }, key)
    expect(body).toMatchObject({ name: '消费一次', points: 20, cutBy: null, couponName: '任务券' })
    expect(await person.must('task.claim', { taskId, day: null }, key)).toEqual(body)
    expect((await hands.claim(person, taskId)).code).toBe('task_claimed')
    const earned = await world.db.manager.findOneByOrFail(Txns, { id: (await hands.rows(taskId))[0]?.txnId ?? '' })
    expect(earned).toMatchObject({ reason: '完成任务「消费一次」', amount: 20 })
    expect(await hands.points(person)).toBeGreaterThanOrEqual(before + 20)
    expect(await world.db.manager.countBy(Coupons, { memberId: person.memberId, source: 'task' })).toBe(1)
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimed' })
    expect((await hands.claim(await world.member(), taskId)).code).toBe('task_not_done')
    expect((await hands.claim(person, await hands.draft(operator))).code).toBe('not_found')
    expect(await operator.must('task.figures', { taskId })).toEqual({
      ...{ began: 1, finished: 1, claimed: 1, rewards: 1, points: 20, coupons: 1, takenBack: 0 },
    })
  })

  test('twenty taps at once are one reward', async () => {
    const taskId = await hands.task(operator, { stockTotal: 50 })
    const person = await world.member()
    await hands.buy(person)
    await hands.heard()
    const before = await hands.points(person)
    const answers = await Promise.all(Array.from({ length: 20 }, () => hands.claim(person, taskId)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ code }) => code === 'task_claimed')).toHaveLength(19)
    expect(await hands.points(person)).toBe(before + 20)
    expect(await hands.taskRow(taskId)).toMatchObject({ stockLeft: 49 })
  })

  test('thirty members race for the last five: five rewards, the others are told, nothing is written for them', async () => {
    const taskId = await hands.task(operator, { stockTotal: 5, templateId: await hands.template() })
    const people = await Promise.all(Array.from({ length: 30 }, () => world.member()))
    for (const person of people) await hands.buy(person)
    await hands.heard()
    const answers = await Promise.all(people.map((person) => hands.claim(person, taskId)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(answers.filter(({ code }) => code === 'task_sold_out')).toHaveLength(25)
    expect(await hands.taskRow(taskId)).toMatchObject({ stockLeft: 0 })
    const given = await world.db.manager.findBy(Coupons, { source: 'task' })
    expect(given.filter(({ memberId }) => people.some((one) => one.memberId === memberId))).toHaveLength(5)
    const loser = people[answers.findIndex(({ code }) => code === 'task_sold_out')]
    if (!loser) throw new Error('nobody lost')
    expect(await hands.card(loser, taskId)).toMatchObject({ state: 'sold_out', left: 0 })
  })

  test('a coupon that has run out refuses the whole reward; a higher tier is told in words', async () => {
    const templateId = await hands.template({ stockTotal: 1 })
    const taskId = await hands.task(operator, { templateId })
    const [first, second] = [await world.member(), await world.member()]
    for (const person of [first, second]) await hands.buy(person)
    await hands.heard()
    expect((await hands.claim(first, taskId)).status).toBe(200)
    const before = await hands.points(second)
    expect((await hands.claim(second, taskId)).code).toBe('coupon_sold_out')
    expect(await hands.points(second)).toBe(before)
    const gated = await hands.task(operator, { minLevel: 3 })
    await hands.buy(second)
    await hands.heard()
    expect((await hands.claim(second, gated)).code).toBe('task_tier')
    const locked = await hands.card(second, gated)
    expect(locked).toMatchObject({ state: 'locked', count: 1 })
    expect(locked?.why).toMatch(/及以上可领$/)
  })

  test('by itself: no tap; what cannot be given waits to be fetched', async () => {
    const taskId = await hands.task(operator, { claim: 'automatic', stockTotal: 1 })
    const [first, second] = [await world.member(), await world.member()]
    await hands.buy(first)
    await hands.heard()
    expect(await hands.card(first, taskId)).toMatchObject({ state: 'claimed' })
    await hands.buy(second)
    await hands.heard()
    expect(await hands.card(second, taskId)).toMatchObject({ state: 'sold_out' })
    await operator.must('task.saveDefinition', { id: taskId, body: { stockTotal: 2 } })
    expect((await hands.claim(second, taskId)).status).toBe(200)
  })
})

describe('what is undone', () => {
  test('before it is fetched the count goes back; after it the reward does, and can be earned again', async () => {
    const taskId = await hands.task(operator, {
      ...{ goal: goal('purchase', 2), stockTotal: 9, templateId: await hands.template() },
    })
    const person = await world.member()
    const first = await hands.buy(person)
    await hands.refund(first)
    await hands.heard()
    expect(await hands.card(person, taskId)).toMatchObject({ count: 0, state: 'doing' })
    await hands.buy(person)
    const third = await hands.buy(person)
    await hands.heard()
    expect((await hands.claim(person, taskId)).status).toBe(200)
    await hands.refund(third)
    await hands.heard()
    const [row] = await hands.rows(taskId)
    expect(row).toMatchObject({ count: 1, claimedAt: null, points: 0, couponId: null, rounds: 1 })
    expect(await hands.taskRow(taskId)).toMatchObject({ stockLeft: 9 })
    expect(await world.db.manager.findBy(Coupons, { memberId: person.memberId, source: 'task' })).toMatchObject([
      { state: 'void' },
    ])
    expect(await operator.must('task.figures', { taskId })).toMatchObject({ claimed: 0, points: 0, takenBack: 1 })
    await hands.buy(person)
    await hands.heard()
    expect((await hands.claim(person, taskId)).status).toBe(200)
    expect((await hands.rows(taskId))[0]).toMatchObject({ rounds: 2, points: 20 })
  })

  test('of a sum a partial refund takes its part', async () => {
    const taskId = await hands.task(operator, { goal: goal('spend', 1, 5000), period: 'growth' })
    const person = await world.member()
    const first = await hands.buy(person, 4000)
    await hands.refund(first, 1500)
    await hands.buy(person, 2000)
    await hands.heard()
    expect(await hands.card(person, taskId)).toMatchObject({ count: 4500, target: 5000, state: 'doing' })
  })

  test('a coupon that the counter gave back, a friend who brought theirs back first', async () => {
    const taskId = await hands.task(operator, { goal: goal('invite', 2), period: 'growth' })
    const person = await world.member()
    const inviterId = person.memberId
    await hands.tell('referral.reversed', { inviterId, inviteeId: '77001' })
    await hands.heard()
    for (const inviteeId of ['77001', '77002', '77002', '77003'])
      await hands.tell('referral.qualified', { inviterId, inviteeId })
    await hands.heard()
    expect(await hands.card(person, taskId)).toMatchObject({ count: 2, state: 'claimable' })
    await hands.tell('referral.reversed', { inviterId, inviteeId: '77003' })
    await hands.heard()
    expect(await hands.card(person, taskId)).toMatchObject({ count: 1, state: 'doing' })
  })
})

describe('one after the other', () => {
  test('S-208: the first purchase opens the next task; the same purchase does not count twice', async () => {
    const first = await hands.task(operator, { name: '首次消费', goal: goal('first_purchase') })
    const next = await hands.task(operator, { name: '再来一次', afterId: first })
    const person = await world.member()
    expect(await hands.card(person, next)).toMatchObject({ state: 'locked', why: '先做完「首次消费」' })
    await hands.buy(person)
    await hands.heard()
    expect(await hands.card(person, first)).toMatchObject({ state: 'claimable' })
    expect(await hands.card(person, next)).toMatchObject({ state: 'doing', count: 0 })
    world.clock.advance(60_000)
    await hands.buy(person)
    await hands.heard()
    expect(await hands.card(person, next)).toMatchObject({ state: 'claimable', count: 1 })
    // Who has bought before cannot buy for the first time.
    const later = await hands.task(operator, { name: '首次消费二', goal: goal('first_purchase') })
    const never = await hands.task(operator, { name: '再来一次二', afterId: later })
    expect(await hands.card(person, later)).toBeUndefined()
    expect(await hands.card(person, never)).toBeUndefined()
  })
})

test('a profile that was complete before the task was there is complete for it', async () => {
  const key = 'complete-before'
  await world.control('users', { key, phone: '13800005678' })
  const person = await world.member(key)
  await person.must('member.updateProfile', { nickname: '小林', birthday: 19950607 })
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
  const taskId = await hands.task(operator, { goal: goal('profile'), points: 30 })
  expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimable', count: 1 })
  const answers = await Promise.all(Array.from({ length: 5 }, () => hands.claim(person, taskId)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimed' })
})

test('who leaves and joins again does not earn it again', async () => {
  const taskId = await hands.task(operator, { goal: goal('purchase') })
  const key = `again-${taskId}`
  const person = await world.member(key)
  await hands.buy(person)
  await hands.heard()
  expect((await hands.claim(person, taskId)).status).toBe(200)
  await person.must('privacy.leave', { confirmed: true })
  const again = await world.member(key)
  expect(again.memberId).not.toBe(person.memberId)
  await hands.buy(again)
  await hands.heard()
  expect(await hands.card(again, taskId)).toMatchObject({ state: 'claimed' })
  expect((await hands.claim(again, taskId)).code).toBe('task_claimed')
  const exported = await again.must('privacy.export', {})
  const tasks = exported.sections.find(({ name }) => name === 'tasks')?.rows ?? []
  expect(tasks).toContainEqual(expect.objectContaining({ task: '消费一次', count: 1 }))
  expect(await world.db.manager.countBy(Progresses, { taskId })).toBe(2)
})

test('an ended task gives what was done for seven days, and then no more', async () => {
  const taskId = await hands.task(operator, {})
  const key = `late-${taskId}`
  const [person, slow] = [await world.member(key), await world.member(`slow-${taskId}`)]
  for (const one of [person, slow]) await hands.buy(one)
  await hands.heard()
  await operator.must('task.end', { taskId })
  await hands.buy(await world.member())
  await hands.heard()
  expect(await hands.rows(taskId)).toHaveLength(2)
  world.clock.advance(7 * DAY_MS - 60_000)
  await person.relogin()
  expect((await hands.card(person, taskId))?.claimUntil).not.toBeNull()
  expect((await hands.claim(person, taskId)).status).toBe(200)
  world.clock.advance(120_000)
  await slow.relogin()
  expect((await hands.claim(slow, taskId)).code).toBe('task_claim_over')
})
