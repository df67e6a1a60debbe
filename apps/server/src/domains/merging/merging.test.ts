import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, StaffClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'

let world: World
let manager: StaffClient
beforeAll(async () => {
  world = await startRuledWorld()
  manager = await world.staff('manager')
})
afterAll(() => stopWithPromisesKept(world))

const storeId = () => world.shop.stores.wutong

/** Enrolled by number and sold so much, by the same clerk. */
async function enrolledSale(phone: string, amountFen: number) {
  const asked = { storeId: storeId(), phone, agreed: true, privacyVersion: PRIVACY_VERSION }
  const { visit } = await manager.must('counter.enrol', asked)
  const bill = { visitId: visit.id, amountFen, couponIds: [], payableSeenFen: amountFen }
  const opened = await manager.must('counter.openBill', bill)
  return (await manager.must('counter.confirmBill', { billId: opened.bill.id })).bill
}

async function bind(person: MemberClient, key: string) {
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
}

const balance = async (person: MemberClient) => (await person.must('points.balance', {})).available
const refund = (purchaseId: string | null) =>
  manager.must('counter.refund', { purchaseId: purchaseId ?? '', reason: '客人退货', what: { by: 'whole' } })

test('what an enrolment earned by rising goes back with the refund after the merge, and comes no second time', async () => {
  const [key, phone] = ['rises', '13612340001']
  await world.control('users', { key, phone })
  const person = await world.member(key)
  const start = await balance(person)
  for (let round = 0; round < 2; round += 1) {
    const bill = await enrolledSale(phone, 3_000_000)
    await bind(person, key)
    expect(await balance(person)).toBeGreaterThan(start)
    await refund(bill.purchaseId)
    expect(await balance(person)).toBe(start)
    await person.must('member.forgetPhone', {})
  }
})

test('who takes their number back and is enrolled with it is nobody new: a first purchase comes once', async () => {
  const [key, phone] = ['comes-again', '13612340002']
  await world.control('users', { key, phone })
  const person = await world.member(key)
  await bind(person, key)
  await person.must('member.forgetPhone', {})
  const first = await enrolledSale(phone, 1000)
  await bind(person, key)
  await person.must('member.forgetPhone', {})
  const second = await enrolledSale(phone, 1000)
  expect(first.earned?.points).toBeGreaterThan(second.earned?.points ?? 0)
})

test('what was bought before is the member’s to see and to take along', async () => {
  const [key, phone] = ['sees', '13612340003']
  await world.control('users', { key, phone })
  const bill = await enrolledSale(phone, 2000)
  const person = await world.member(key)
  await bind(person, key)
  const { rows } = await person.must('purchase.mine', {})
  expect(rows.map((row) => row.id)).toEqual([bill.purchaseId])
  const { purchase } = await person.must('purchase.myPurchase', { purchaseId: bill.purchaseId ?? '' })
  expect(purchase.paidFen).toBe(2000)
})
