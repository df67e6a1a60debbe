import { Templates } from '#server/domains/coupon/entities'
import { Members } from '#server/domains/member/entities'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Accounts } from '#server/domains/points/entities'
import { freeze, unfreeze } from '#server/domains/points/account/freeze'
import { referralHands } from '#server/domains/referral/test-referral'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Tasks } from './entities'
import { goal, taskHands } from './test-task'

let world: World
let operator: OperatorClient
let hands: ReturnType<typeof taskHands>
beforeAll(async () => {
  world = await startWorld()
  hands = taskHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

async function complete(person: MemberClient, key: string) {
  await person.must('member.updateProfile', { nickname: '小林', birthday: 19950607 })
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
}

async function withProfile(phone: string): Promise<MemberClient> {
  await world.control('users', { key: phone, phone })
  const person = await world.member(phone)
  await complete(person, phone)
  await hands.heard()
  return person
}

describe('what cannot come by itself holds up nothing else', () => {
  test('of a frozen account: what was done counts, and can be fetched when it is let go', async () => {
    const taskId = await hands.task(operator, { claim: 'automatic' })
    const other = await hands.task(operator, { points: 5 })
    const person = await world.member()
    const wanted = { memberId: person.memberId, unit: 'points', reason: '看看', actor: 'operator:1' } as const
    await inTransaction(world.db, (tx) => freeze(tx, wanted, world.clock.now()))
    const account = await world.db.manager.findOneByOrFail(Accounts, { memberId: person.memberId, unit: 'points' })
    expect(account.frozenAt).not.toBeNull()
    await hands.buy(person)
    await hands.heard()
    expect([await hands.card(person, other), await hands.card(person, taskId)]).toMatchObject([
      { state: 'claimable' },
      { state: 'claimable' },
    ])
    await inTransaction(world.db, (tx) => unfreeze(tx, wanted, world.clock.now()))
    expect((await hands.claim(person, taskId)).status).toBe(200)
  })

  test('of a coupon that would be over before it begins', async () => {
    const templateId = await hands.template({ validFromDays: 5 })
    const taskId = await hands.task(operator, { claim: 'automatic', templateId })
    const other = await hands.task(operator, { points: 5 })
    await world.db.manager.update(
      Templates,
      { id: templateId },
      { validUntil: new Date(world.clock.now().getTime() + DAY_MS) },
    )
    const person = await world.member()
    await hands.buy(person)
    await hands.heard()
    expect(await hands.card(person, other)).toMatchObject({ state: 'claimable' })
    expect(await hands.card(person, taskId)).toMatchObject({ state: 'claimable' })
    expect((await hands.claim(person, taskId)).code).toBe('coupon_ended')
  })
})

test('what was given to an enrolment goes back from the membership that took it over', async () => {
  const taskId = await hands.task(operator, { claim: 'automatic', goal: goal('purchase', 2), period: 'growth' })
  const clerk = await world.staff('clerk')
  const phone = '13800007003'
  const storeId = world.shop.stores.wutong
  await clerk.must('counter.enrol', { storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION })
  const { id: enrolled } = await world.db.manager.findOneByOrFail(Members, { enrolledBy: clerk.staffId })
  await hands.buy({ memberId: enrolled })
  const second = await hands.buy({ memberId: enrolled })
  await hands.heard()
  expect((await hands.rows(taskId))[0]).toMatchObject({ count: 2, points: 20 })
  await world.control('users', { key: phone, phone })
  const person = await world.member(phone)
  await person.must('member.bindPhone', await world.control('phone-code', { key: phone }))
  const had = await hands.points(person)
  await hands.refund(second)
  await hands.heard()
  expect((await hands.rows(taskId))[0]).toMatchObject({ claimedAt: null })
  expect(await hands.points(person)).toBeLessThanOrEqual(had - 20)
  await hands.buy(person)
  await hands.heard()
  expect((await hands.rows(taskId)).filter(({ claimedAt }) => claimedAt)).toHaveLength(1)
})
