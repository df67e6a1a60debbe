import { memberByPhone } from '#server/domains/member/enrol-member'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { freeze, unfreeze } from '#server/domains/points/account/freeze'
import { inTransaction } from '#server/platform/db/tx'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { answer } from './answer'
import { giveAllOwed } from './owed'
import { ANSWERS, surveyHands } from './test-survey'

let world: World
let hands: ReturnType<typeof surveyHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = surveyHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

test('points of an account that is stopped wait, and are given once it is let go', async () => {
  const id = await hands.on(operator, { points: 25 })
  const person = await world.member()
  const stop = { memberId: person.memberId, unit: 'points', reason: '核对', actor: 'operator:1' } as const
  const before = await hands.points(person)
  await inTransaction(world.db, (tx) => freeze(tx, stop, world.clock.now()))
  await hands.answered(person, id)
  await giveAllOwed(world.platform, world.clock.now())
  expect((await hands.rows(id))[0]).toMatchObject({ owed: true, points: 0, thanked: true })
  await inTransaction(world.db, (tx) => unfreeze(tx, stop, world.clock.now()))
  await Promise.all([giveAllOwed(world.platform, world.clock.now()), giveAllOwed(world.platform, world.clock.now())])
  expect((await hands.rows(id))[0]).toMatchObject({ owed: false, points: 25 })
  expect(await hands.points(person)).toBe(before + 25)
})

test('who leaves and joins again may answer again, and is thanked no second time', async () => {
  const id = await hands.on(operator, { points: 25, thanksTotal: 5 })
  const key = 'answers-twice'
  const person = await world.member(key)
  await hands.answered(person, id)
  await person.must('privacy.leave', { confirmed: true })
  const again = await world.member(key)
  await hands.answered(again, id)
  const rows = await hands.rows(id)
  expect(rows.map(({ thanked, points }) => [thanked, points])).toEqual([
    [true, 25],
    [false, 0],
  ])
  expect((await hands.row(id)).thanksGiven).toBe(1)
})

test('who was enrolled at a counter brings their answers along; of two for one survey their own stays', async () => {
  const [one, two] = [await hands.on(operator), await hands.on(operator)]
  const [key, phone] = ['brings-answers', '13612340045']
  await world.control('users', { key, phone })
  const clerk = await world.staff()
  const storeId = world.shop.stores.wutong
  await clerk.must('counter.enrol', { storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION })
  const enrolled = await enrolledBy(phone)
  const { vault } = world.platform
  const now = world.clock.now()
  for (const surveyId of [one, two])
    await inTransaction(world.db, (tx) =>
      answer(tx, vault, { surveyId, answers: ANSWERS, agreed: true, memberId: enrolled, now }),
    )
  const person = await world.member(key)
  await hands.answered(person, two, [['奶咖'], ['5']])
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
  const owners = async (id: string) =>
    (await hands.rows(id)).map(({ memberId, answersSealed }) => [memberId, answersSealed !== null])
  expect(await owners(one)).toEqual([[person.memberId, true]])
  expect(await owners(two)).toEqual([
    [enrolled, false],
    [person.memberId, true],
  ])
  const { sections } = await person.must('privacy.export', {})
  expect(sections.find(({ name }) => name === 'surveys')?.rows).toHaveLength(2)
  expect((await hands.answer(person, one)).code).toBe('survey_answered')
})

async function enrolledBy(phone: string): Promise<string> {
  return (await memberByPhone(world.db.manager, world.platform.vault, phone))?.id ?? ''
}
