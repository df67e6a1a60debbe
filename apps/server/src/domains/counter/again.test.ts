import { Uses } from '#server/domains/coupon/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, StaffClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Verifications } from './entities'
import { createDesk } from './test-desk'

let world: World
let desk: ReturnType<typeof createDesk>
beforeAll(async () => {
  world = await startWorld()
  desk = createDesk(world)
})
afterAll(() => stopWithPromisesKept(world))

async function scanned(person: MemberClient, clerk: StaffClient, couponId: string) {
  const { code } = await person.must('coupon.showCode', { couponId })
  return (await clerk.must('counter.scan', { storeId: desk.storeId, code })).visit
}

async function memberWithCoupon() {
  const person = await world.member()
  const { rows } = await person.must('coupon.list', { tab: 'unused' })
  return { person, couponId: rows[0]?.id ?? '' }
}

test('fifty times verify, undo, verify again: each time one use stands', async () => {
  const { person, couponId } = await memberWithCoupon()
  const clerk = await world.staff()
  for (let round = 0; round < 50; round += 1) {
    const { id: visitId } = await scanned(person, clerk, couponId)
    const { verification } = await clerk.must('counter.verify', { visitId, couponId })
    expect((await clerk.send('counter.verify', { visitId, couponId })).code).toBe('coupon_used')
    if (round < 49) await clerk.must('counter.undo', { verificationId: verification.id, reason: '再来一次' })
  }
  expect(await world.db.manager.countBy(Verifications, { couponId })).toBe(50)
  expect(await world.db.manager.countBy(Verifications, { couponId, live: 1 })).toBe(1)
  expect(await world.db.manager.countBy(Uses, { couponId, live: 1 })).toBe(1)
}, 120_000)

test('a clerk who is stopped mid-shift: the visit that is open is worth nothing from their next request on', async () => {
  const { person, couponId } = await memberWithCoupon()
  const [clerk, manager] = [await world.staff(), await world.staff('manager')]
  const { id: visitId } = await scanned(person, clerk, couponId)
  await manager.must('staff.disable', { staffId: clerk.staffId })
  expect((await clerk.send('counter.verify', { visitId, couponId })).code).toBe('not_allowed')
  expect((await clerk.send('counter.visit', { visitId })).code).toBe('not_allowed')
  expect(await world.db.manager.countBy(Verifications, { couponId })).toBe(0)
})

test('a coupon that was wrapped up for a friend since it was scanned is refused in words', async () => {
  const { person, couponId } = await memberWithCoupon()
  const clerk = await world.staff()
  const { id: visitId } = await scanned(person, clerk, couponId)
  const { gift } = await person.must('coupon.give', { couponId })
  expect((await clerk.send('counter.verify', { visitId, couponId })).code).toBe('coupon_gifted')
  await (await world.member()).must('coupon.acceptGift', { scene: gift.scene })
  expect((await clerk.send('counter.verify', { visitId, couponId })).code).toBe('coupon_given')
  const { visit } = await clerk.must('counter.visit', { visitId })
  expect(visit.coupons[0]).toMatchObject({ usable: false, why: '这张券已经送给朋友了' })
})
