import type { MemberClient, OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { codes, done, patiently } from '#test/race'
import { startWorld, type World } from '#test/world'
import { countNext } from './results/count'
import { surveyHands } from './test-survey'

let world: World
let hands: ReturnType<typeof surveyHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = surveyHands(world)
  operator = await world.operator()
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const all = (count: number): Promise<MemberClient[]> => Promise.all(Array.from({ length: count }, () => world.member()))

test('twenty for the last three thanks: twenty have answered, three are thanked', async () => {
  const id = await hands.on(operator, { points: 10, templateId: await hands.template(), thanksTotal: 3 })
  const answers = await Promise.all((await all(20)).map((person) => patiently(() => hands.answer(person, id))))
  expect([done(answers), codes(answers), (await hands.row(id)).thanksGiven]).toEqual([20, [], 3])
  const rows = await hands.rows(id)
  expect(rows.filter(({ points, couponId }) => points === 10 && couponId !== null)).toHaveLength(3)
  expect(rows.filter(({ thanked }) => thanked)).toHaveLength(3)
})

test('one member eight times at once has answered once', async () => {
  const id = await hands.on(operator, { points: 10, thanksTotal: 8 })
  const person = await world.member()
  const before = await hands.points(person)
  const answers = await Promise.all(Array.from({ length: 8 }, () => patiently(() => hands.answer(person, id))))
  expect([done(answers), codes(answers), (await hands.row(id)).thanksGiven]).toEqual([1, ['survey_answered'], 1])
  expect(await hands.points(person)).toBe(before + 10)
})

test('counted several times at once while people answer and leave: the tally is what stands in it', async () => {
  const id = await hands.on(operator)
  const people = await all(10)
  await Promise.all(people.slice(0, 6).map((person) => patiently(() => hands.answer(person, id))))
  const count = async () => {
    await countNext(world.platform, world.clock.now()).catch(() => false)
    return { status: 200 }
  }
  await Promise.all([
    ...people.slice(6).map((person) => patiently(() => hands.answer(person, id))),
    ...people.slice(0, 2).map((person) => patiently(() => person.send('privacy.leave', { confirmed: true }))),
    ...[count(), count(), count()],
  ])
  await hands.counted()
  const inIt = (await hands.rows(id)).filter(({ tally }) => tally === 'counted').length
  expect((await operator.must('survey.results', { surveyId: id })).answers).toBe(inIt)
})

test('ended while ten answer: nobody answers afterwards', async () => {
  const id = await hands.on(operator, { points: 5 })
  const people = await all(10)
  const end = () => operator.send('survey.end', { surveyId: id })
  const [answers] = await Promise.all([
    Promise.all(people.map((person) => patiently(() => hands.answer(person, id)))),
    patiently(end),
  ])
  expect(codes(answers).filter((code) => code !== 'survey_over')).toEqual([])
  expect(await hands.rows(id)).toHaveLength(done(answers))
  expect((await hands.answer(await world.member(), id)).code).toBe('survey_over')
})

test('the same key again after a lost answer has one effect and the same answer', async () => {
  const id = await hands.on(operator, { points: 5 })
  const person = await world.member()
  const key = 'survey-lost-answer-1'
  const first = await person.send('survey.answer', hands.given(id), key)
  const second = await person.send('survey.answer', hands.given(id), key)
  expect([first.status, second.body, await hands.rows(id)]).toMatchObject([200, first.body, { length: 1 }])
})
