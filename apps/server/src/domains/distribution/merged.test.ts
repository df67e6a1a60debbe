import { IsNull } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient, StaffClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { distributionHands } from './test-distribution'

let world: World
let op: OperatorClient
let manager: StaffClient
let hands: ReturnType<typeof distributionHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = distributionHands(world)
  op = await world.operator('owner')
  manager = await world.staff('manager')
  await hands.publish(op)
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

/** Enrolled at the counter by number, and sold so much there. */
async function enrolledSale(phone: string, amountFen: number) {
  const asked = { storeId: world.shop.stores.wutong, phone, agreed: true, privacyVersion: PRIVACY_VERSION }
  const { visit } = await manager.must('counter.enrol', asked)
  const bill = { visitId: visit.id, amountFen, couponIds: [], payableSeenFen: amountFen }
  const opened = await manager.must('counter.openBill', bill)
  return (await manager.must('counter.confirmBill', { billId: opened.bill.id })).bill.purchaseId ?? ''
}

async function joins(key: string, scene: string) {
  const visitor = await world.visitor(key)
  await visitor.must('distribution.touch', { scene })
  const member = await hands.join(visitor)
  await hands.heard()
  return member
}

async function bindPhone(person: MemberClient, key: string) {
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
  await hands.heard()
}

test('who turns out to have been a customer of the counter before was nobody’s to bring: what was earned is clawed back', async () => {
  const [key, phone] = ['earn-known', '13612350001']
  await world.control('users', { key, phone })
  const { host, scene } = await hands.distributor(op)
  const early = await enrolledSale(phone, 2000)
  world.clock.advance(60_000)
  const person = await joins(key, scene)
  const purchaseId = await hands.buy(op, person, 3000)
  await hands.heard()
  expect((await hands.figures(host)).frozenFen).toBe(300)
  await bindPhone(person, key)
  expect(await hands.commission(early)).toBeNull()
  expect(await hands.commission(purchaseId)).toMatchObject({ standingFen: 0, state: 'clawed_back' })
  expect((await hands.figures(host)).frozenFen).toBe(0)
  expect((await hands.entries(host)).map(({ kind }) => kind)).toEqual(['earn', 'claw_back'])
})

test('what a customer buys by number after joining counts once the number is known to be theirs', async () => {
  const [key, phone] = ['earn-later', '13612350002']
  await world.control('users', { key, phone })
  const { host, scene } = await hands.distributor(op)
  const person = await joins(key, scene)
  world.clock.advance(60_000)
  const purchaseId = await enrolledSale(phone, 4000)
  await hands.heard()
  expect(await hands.commission(purchaseId)).toBeNull()
  await bindPhone(person, key)
  expect(await hands.commission(purchaseId)).toMatchObject({ customerId: person.memberId, standingFen: 400 })
  await manager.must('counter.refund', { purchaseId, reason: '客人退货', what: { by: 'whole' } })
  await hands.heard()
  expect((await hands.figures(host)).frozenFen).toBe(0)
})

test('whom a counter enrolled without WeChat is no distributor', async () => {
  const asked = { phone: '13612350003', agreed: true, privacyVersion: PRIVACY_VERSION }
  const { visit } = await manager.must('counter.enrol', { storeId: world.shop.stores.wutong, ...asked })
  expect(visit.member.onWechat).toBe(false)
  const { id: memberId } = await world.db.manager.findOneByOrFail(Members, { userId: IsNull(), leftAt: IsNull() })
  expect((await op.send('distribution.designate', { memberId })).code).toBe('distributor_without_wechat')
})
