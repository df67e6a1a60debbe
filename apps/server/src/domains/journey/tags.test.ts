import type { Condition } from '@huitou/shared/journey/schema'
import { assembleFacts } from '#server/domains/earning/decide/facts'
import { tagWordsOf } from '#server/domains/member/tag/tags'
import { memberById } from '#server/domains/member/member-of'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { journeyHands, points } from './test-journey'

let world: World
let hands: ReturnType<typeof journeyHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = journeyHands(world)
  operator = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

const tag = (word: string, put = true) => ({ kind: 'tag', tag: word, put }) as const
const tagged = (word: string, value: boolean): Condition => ({
  ...{ of: 'all', tests: [{ fact: 'tagged', tag: word, value }] },
})
const calledBy = (memberId: string) => tagWordsOf(world.db.manager, memberId)

test('a journey puts tags on and takes them off, and says that it was the journey', async () => {
  const steps = [tag('买过'), tag('想来'), tag('想来', false), tag('没有过的', false)]
  const journeyId = await hands.journey(operator, { steps, pointsBudget: null })
  const { person } = await hands.buyer()
  await hands.walk()
  expect(await calledBy(person.memberId)).toEqual(['买过'])
  const { tags } = await operator.must('member.tagsOf', { memberId: person.memberId })
  expect(tags).toMatchObject([{ tag: '买过', by: `journey:${journeyId}` }])
  expect((await hands.outcomes(journeyId)).map(({ kind, why }) => [kind, why])).toEqual(steps.map(() => ['tag', null]))
  await operator.must('journey.stop', { journeyId })
})

test('where there is no room for another tag it is noted, and they go on', async () => {
  const journeyId = await hands.journey(operator, { steps: [tag('第二十一个'), points(10)] })
  const person = await world.member()
  const { memberId } = person
  for (let count = 0; count < 20; count += 1) await operator.must('member.tag', { memberId, tag: `第${count}` })
  await hands.buy(person)
  await hands.heard()
  await hands.walk()
  expect(await hands.outcomes(journeyId)).toMatchObject([{ why: 'tags_full' }, { why: null, points: 10 }])
  expect(await calledBy(memberId)).not.toContain('第二十一个')
  await operator.must('journey.stop', { journeyId })
})

test('who enters is asked for their tags, and so is who is on their way', async () => {
  const steps = [{ kind: 'check' as const, condition: tagged('不发', false) }, points(10)]
  const journeyId = await hands.journey(operator, { condition: tagged('常来', true), steps })
  const [stranger, regular, quiet] = [await world.member(), await world.member(), await world.member()]
  for (const { memberId } of [regular, quiet]) await operator.must('member.tag', { memberId, tag: '常来' })
  await operator.must('member.tag', { memberId: quiet.memberId, tag: '不发' })
  for (const person of [stranger, regular, quiet]) await hands.buy(person)
  await hands.heard()
  await hands.walk()
  const states = new Map((await hands.runs(journeyId)).map(({ memberId, state }) => [memberId, state]))
  expect([stranger, regular, quiet].map(({ memberId }) => states.get(memberId))).toEqual([undefined, 'done', 'unmet'])
  const { member } = await operator.must('journey.dryRun', { journeyId, memberId: stranger.memberId })
  expect(member?.trace).toEqual([{ fact: 'tagged', wanted: '常来: true', had: 'false', ok: false }])
  await operator.must('journey.stop', { journeyId })
})

test('what somebody is called is known to the rules of earning', async () => {
  const { memberId } = await world.member()
  await operator.must('member.tag', { memberId, tag: '老客' })
  const member = await memberById(world.db.manager, memberId)
  const asked = { member, event: 'purchase', given: {}, at: hands.now() } as const
  expect((await assembleFacts(world.db.manager, asked)).tags).toEqual(['老客'])
})
