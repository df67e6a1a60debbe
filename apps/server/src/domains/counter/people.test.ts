import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Consents, Members } from '#server/domains/member/entities'
import { Audits } from '#server/platform/audit/audit'
import { stopWithPromisesKept } from '#test/promises'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { createDesk } from './test-desk'

let world: World
let desk: ReturnType<typeof createDesk>
beforeAll(async () => {
  world = await startRuledWorld()
  desk = createDesk(world)
})
afterAll(() => stopWithPromisesKept(world))

let phones = 0
const newPhone = () => `139${String((phones += 1)).padStart(8, '0')}`
const enrolment = (phone: string) => ({ storeId: desk.storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION })

/** Binds a phone number as WeChat would vouch for it. */
async function withPhone(phone: string) {
  const key = `phone-${phone}`
  await world.control('users', { key, phone })
  const person = await world.member(key)
  const { code } = await world.control('phone-code', { key })
  await person.must('member.bindPhone', { code })
  return person
}

describe('counter.findMember', () => {
  test('opens a visit that may record a purchase, and no wallet', async () => {
    const phone = newPhone()
    const person = await withPhone(phone)
    const clerk = await world.staff()
    const { visit } = await clerk.must('counter.findMember', { storeId: desk.storeId, phone })
    expect(visit).toMatchObject({ kind: 'phone', trusted: false })
    expect(visit.coupons).toHaveLength(1)
    const couponId = visit.coupons[0]?.id ?? ''
    expect((await clerk.send('counter.verify', { visitId: visit.id, couponId })).code).toBe('code_needed')
    expect((await clerk.send('counter.pickUp', { visitId: visit.id, orderId: '1' })).code).toBe('code_needed')
    const bill = { visitId: visit.id, amountFen: 2000, payableSeenFen: 1200 }
    const opened = await clerk.must('counter.openBill', bill)
    expect(opened.bill.mustAgree).toBe(true)
    expect((await clerk.send('counter.confirmBill', { billId: opened.bill.id })).code).toBe('bill_not_agreed')
    await person.must('purchase.agree', { billId: opened.bill.id })
    expect((await clerk.must('counter.confirmBill', { billId: opened.bill.id })).bill.state).toBe('paid')
  })

  test('an unknown number is said so, ten times; the record of acts keeps no number', async () => {
    const clerk = await world.staff()
    const ask = (phone: string) => clerk.call('counter.findMember', { storeId: desk.storeId, phone })
    for (let index = 0; index < 10; index += 1) expect((await ask(newPhone())).code).toBe('member_unknown')
    expect((await ask(newPhone())).code).toBe('phones_locked')
    const phone = newPhone()
    await withPhone(phone)
    const other = await world.staff()
    await other.must('counter.findMember', { storeId: desk.storeId, phone })
    const rows = await world.db.manager.find(Audits, { where: { staffId: other.staffId } })
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(phone)
  })

  test('only in a store of one’s own', async () => {
    const clerk = await world.staff('clerk', [world.shop.stores.riverside])
    const asked = { storeId: desk.storeId, phone: newPhone() }
    expect((await clerk.call('counter.findMember', asked)).code).toBe('store_not_yours')
    expect((await clerk.call('counter.enrol', enrolment(asked.phone))).code).toBe('store_not_yours')
  })
})

describe('counter.enrol', () => {
  test('makes a member who agreed, once, however often it is asked', async () => {
    const clerk = await world.staff()
    const phone = newPhone()
    const first = await clerk.must('counter.enrol', { ...enrolment(phone), nickname: '何先生' })
    expect(first).toMatchObject({ isNew: true, visit: { kind: 'phone', member: { name: '何**', available: 0 } } })
    const again = await clerk.must('counter.enrol', enrolment(phone))
    expect(again.isNew).toBe(false)
    const members = await world.db.manager.find(Members, { where: { enrolledBy: clerk.staffId } })
    expect(members).toHaveLength(1)
    expect(await world.db.manager.countBy(Consents, { memberId: members[0]?.id ?? '' })).toBe(1)
    const { mine } = await clerk.must('counter.day', { storeId: desk.storeId })
    expect(mine.enrolled).toBe(1)
  })

  test('not without a yes, nor to an older notice; nothing is written', async () => {
    const clerk = await world.staff()
    const phone = newPhone()
    expect((await clerk.call('counter.enrol', { ...enrolment(phone), agreed: false })).code).toBe('consent_needed')
    expect((await clerk.call('counter.enrol', { ...enrolment(phone), privacyVersion: '1999' })).code).toBe(
      'privacy_version_old',
    )
    expect((await clerk.call('counter.findMember', { storeId: desk.storeId, phone })).code).toBe('member_unknown')
  })

  test('ten at once with one number make one member', async () => {
    const [first, second] = [await world.staff(), await world.staff()]
    const phone = newPhone()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? first : second).call('counter.enrol', enrolment(phone))),
    )
    expect(answers.filter((one) => one.status === 200 && one.body.isNew)).toHaveLength(1)
    expect(answers.every((one) => one.status === 200)).toBe(true)
    const { visit } = await first.must('counter.findMember', { storeId: desk.storeId, phone })
    expect(visit.member.phoneMasked).toBe(`139******${phone.slice(-2)}`)
  })
})

describe('coming with WeChat afterwards', () => {
  test('what the enrolment earned goes to the membership that goes on; the number is kept there', async () => {
    const clerk = await world.staff()
    const phone = newPhone()
    const { visit } = await clerk.must('counter.enrol', { ...enrolment(phone), nickname: '何先生' })
    const bill = { visitId: visit.id, amountFen: 5000, couponIds: [], payableSeenFen: 5000 }
    const { bill: opened } = await clerk.must('counter.openBill', bill)
    const { bill: paid } = await clerk.must('counter.confirmBill', { billId: opened.id })
    const person = await withPhone(phone)
    const balance = await person.must('points.balance', {})
    expect(balance.available).toBe(50 + (paid.earned?.points ?? 0))
    const { member } = await person.must('member.me', {})
    expect(member).toMatchObject({ phoneMasked: `139******${phone.slice(-2)}`, nickname: '何先生' })
    const found = await clerk.must('counter.findMember', { storeId: desk.storeId, phone })
    expect(found.visit.member.available).toBe(balance.available)
    const gone = await world.db.manager.findOneByOrFail(Members, { enrolledBy: clerk.staffId })
    expect(gone).toMatchObject({ mergedInto: person.memberId, phoneSealed: null, nickname: null })
    // What was bought before still goes back, from the membership that goes on.
    const refund = { purchaseId: paid.purchaseId ?? '', reason: '客人退货', what: { by: 'whole' as const } }
    await clerk.must('counter.refund', refund)
    expect((await person.must('points.balance', {})).available).toBe(50)
  })

  test('twice at once from two phones merges once', async () => {
    const clerk = await world.staff()
    const phone = newPhone()
    await clerk.must('counter.enrol', enrolment(phone))
    const keys = ['a', 'b'].map((name) => `twice-${phone}-${name}`)
    for (const key of keys) await world.control('users', { key, phone })
    const people = await Promise.all(keys.map((key) => world.member(key)))
    const codes = await Promise.all(keys.map((key) => world.control('phone-code', { key })))
    const answers = await Promise.all(
      people.map((person, index) => person.call('member.bindPhone', { code: codes[index]?.code ?? '' })),
    )
    expect(answers.map((one) => one.code ?? 'ok').sort()).toEqual(['ok', 'phone_taken'])
  })
})

describe('counter.place', () => {
  test('tells where a printed code stands, and whether the clerk works there', async () => {
    const manager = await world.staff('manager', [world.shop.stores.riverside])
    const { code } = await manager.must('channel.createCode', {
      ...{ storeId: world.shop.stores.riverside, kind: 'store', label: '门口' },
    })
    expect(await manager.must('counter.place', { scene: code.scene })).toMatchObject({ label: '门口', mine: true })
    const clerk = await world.staff()
    expect((await clerk.must('counter.place', { scene: code.scene })).mine).toBe(false)
    expect((await clerk.call('counter.place', { scene: 'nothing' })).code).toBe('code_unknown')
  })
})
