import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Txns } from '#server/domains/points/entities'
import { goal, taskHands } from './test-task'

let world: World
let operator: OperatorClient
let hands: ReturnType<typeof taskHands>
beforeAll(async () => {
  world = await startWorld()
  hands = taskHands(world)
  operator = await world.operator()
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

test('fetching while what it was for is given back: given and taken back, or not given, never kept', async () => {
  const taskId = await hands.task(operator, { stockTotal: 9, templateId: await hands.template() })
  for (let round = 0; round < 3; round += 1) {
    const person = await world.member()
    const bought = await hands.buy(person)
    await hands.heard()
    const before = await hands.points(person)
    const taps = Array.from({ length: 6 }, () => hands.claim(person, taskId))
    await Promise.all([...taps, hands.refund(bought).then(() => hands.heard())])
    await hands.heard()
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'doing', count: 0, left: 9 })
    expect(await hands.points(person)).toBeLessThanOrEqual(before)
  }
})

test('rewards added, and the task paused and ended, while twenty fetch: as many given as there were', async () => {
  const taskId = await hands.task(operator, { stockTotal: 8 })
  const people = await Promise.all(Array.from({ length: 20 }, () => world.member()))
  for (const person of people) await hands.buy(person)
  await hands.heard()
  const [answers] = await Promise.all([
    Promise.all(people.map((person) => hands.claim(person, taskId))),
    (async () => {
      await operator.must('task.saveDefinition', { id: taskId, body: { stockTotal: 12, points: 30 } })
      await operator.must('task.pause', { taskId })
      await operator.must('task.end', { taskId })
    })(),
  ])
  const given = answers.filter(({ status }) => status === 200).length
  const { stockLeft } = await hands.taskRow(taskId)
  expect(given).toBeGreaterThanOrEqual(8)
  expect([
    given + (stockLeft ?? 0),
    answers.every(({ status, code }) => status === 200 || code === 'task_sold_out'),
  ]).toEqual([12, true])
})

test('the same key again after a lost answer gives the first answer, another key is refused', async () => {
  const taskId = await hands.task(operator)
  const person = await world.member()
  await hands.buy(person)
  await hands.heard()
  const key = `lost-answer-${taskId}`.padEnd(24, '0')
  const sent = Array.from({ length: 8 }, () => person.send('task.claim', { taskId, day: null }, key))
  const answers = await Promise.all(sent)
  const given = answers.filter(({ status }) => status === 200)
  expect(new Set(given.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  expect(await person.must('task.claim', { taskId, day: null }, key)).toEqual(given[0]?.body)
  const { txnId } = (await hands.rows(taskId))[0] ?? { txnId: null }
  expect(await world.db.manager.countBy(Txns, { reason: '完成任务「消费一次」', id: txnId ?? '' })).toBe(1)
})

test('what undoes a reward is told in words that fit, whatever it was for', async () => {
  const taskId = await hands.task(operator, { name: '带朋友来', goal: goal('invite') })
  const person = await world.member()
  const friend = { inviterId: person.memberId, inviteeId: '77101' }
  await hands.tell('referral.qualified', friend)
  await hands.heard()
  expect((await hands.claim(person, taskId)).status).toBe(200)
  await hands.tell('referral.reversed', friend)
  await hands.heard()
  expect(await world.db.manager.countBy(Txns, { reason: '任务「带朋友来」不算做完了，奖励收回' })).toBe(1)
})

test.each([
  ['a day that is none', { day: 20_260_231 }],
  ['a day of long ago', { day: 20_000_101 }],
  ['a day to come', { day: 29_991_231 }],
  ['text for a number', { day: '20261130' }],
  ['a number for an id', { taskId: 1 }],
  ['a negative id', { taskId: '-1' }],
  ['an id that no number holds', { taskId: '9999999999999999999' }],
])('%s is a clear no', async (_what, change) => {
  const person = await world.member()
  const taskId = await hands.task(operator)
  const answer = await person.call('task.claim', { taskId, day: null, ...change } as never, {
    key: `bad-${taskId}`.padEnd(24, '0'),
  })
  expect(['input_invalid', 'task_not_done', 'not_found']).toContain(answer.code)
})
