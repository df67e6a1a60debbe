import { newKey } from '#test/client'
import type { MemberClient, StaffClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Coupons } from '#server/domains/coupon/entities'
import { Audits } from '#server/platform/audit/audit'
import { Verifications } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const MINUTE_MS = 60_000

async function memberWithCoupon() {
  const person = await world.member()
  const { rows } = await person.must('coupon.list', { tab: 'unused' })
  const couponId = rows[0]?.id ?? ''
  return { person, couponId }
}

const scanCoupon = async (
  person: MemberClient,
  clerk: StaffClient,
  couponId: string,
  storeId = world.shop.stores.wutong,
) => {
  const { code } = await person.must('coupon.showCode', { couponId })
  return clerk.send('counter.scan', { storeId, code })
}

describe('counter.scan', () => {
  test('shows what it is and who holds it, masked', async () => {
    const { person, couponId } = await memberWithCoupon()
    await person.must('member.updateProfile', { nickname: '林小满' })
    const clerk = await world.staff()
    const { body } = await scanCoupon(person, clerk, couponId)
    expect(body.visit).toMatchObject({ kind: 'coupon', member: { name: '林**', phoneMasked: null, available: 50 } })
    expect(body.visit.coupons).toHaveLength(1)
    expect(body.visit.coupons[0]).toMatchObject({ id: couponId, usable: true, why: null })
  })

  test('a code works once, and not after its minute; a changed one never', async () => {
    const { person, couponId } = await memberWithCoupon()
    const [clerk, other] = [await world.staff(), await world.staff()]
    const storeId = world.shop.stores.wutong
    const { code } = await person.must('coupon.showCode', { couponId })
    expect((await clerk.send('counter.scan', { storeId, code })).status).toBe(200)
    expect((await other.send('counter.scan', { storeId, code })).code).toBe('scan_code_used')
    const late = await person.must('coupon.showCode', { couponId })
    world.clock.advance(MINUTE_MS + 1)
    expect((await clerk.send('counter.scan', { storeId, code: late.code })).code).toBe('scan_code_expired')
    const fresh = await person.must('coupon.showCode', { couponId })
    expect((await clerk.send('counter.scan', { storeId, code: `${fresh.code.slice(0, -1)}_` })).code).toBe(
      'scan_code_invalid',
    )
    expect((await clerk.send('counter.scan', { storeId, code: 'https://example.com' })).code).toBe('scan_code_invalid')
  })

  test('digits work for three minutes; after five wrong ones the clerk must wait', async () => {
    const { person, couponId } = await memberWithCoupon()
    const clerk = await world.staff()
    const storeId = world.shop.stores.wutong
    const { digits } = await person.must('coupon.showCode', { couponId })
    world.clock.advance(2 * MINUTE_MS)
    expect((await clerk.send('counter.scan', { storeId, digits })).status).toBe(200)
    const wrong = []
    for (let index = 0; index < 6; index += 1)
      wrong.push((await clerk.send('counter.scan', { storeId, digits: '00000000' })).code)
    expect(wrong).toEqual([...Array<string>(5).fill('digits_unknown'), 'digits_locked'])
  })

  test('a member code opens their usable coupons', async () => {
    const { person, couponId } = await memberWithCoupon()
    const clerk = await world.staff()
    const { code } = await person.must('member.showCode', {})
    const { visit } = await clerk.must('counter.scan', { storeId: world.shop.stores.wutong, code })
    expect(visit.kind).toBe('member')
    expect(visit.coupons.map((coupon) => coupon.id)).toEqual([couponId])
  })

  test('only in a store of one’s own, and only by staff', async () => {
    const { person, couponId } = await memberWithCoupon()
    const clerk = await world.staff('clerk', [world.shop.stores.wutong])
    expect((await scanCoupon(person, clerk, couponId, world.shop.stores.riverside)).code).toBe('store_not_yours')
    const { code } = await person.must('coupon.showCode', { couponId })
    expect((await person.send('counter.scan', { storeId: world.shop.stores.wutong, code })).code).toBe('not_allowed')
  })
})

describe('counter.verify', () => {
  test('fifty verifications of one coupon by two clerks, each with its own fresh code: one', async () => {
    const { person, couponId } = await memberWithCoupon()
    const clerks = [await world.staff(), await world.staff()]
    const visits = []
    for (let index = 0; index < 50; index += 1) {
      const clerk = clerks[index % 2] as StaffClient
      const { body } = await scanCoupon(person, clerk, couponId)
      visits.push({ clerk, visitId: body.visit.id })
    }
    const answers = await Promise.all(
      visits.map(({ clerk, visitId }) => clerk.send('counter.verify', { visitId, couponId })),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'coupon_used')).toHaveLength(49)
    expect(await world.db.manager.countBy(Verifications, { couponId })).toBe(1)
    const loser = visits.find((_, index) => answers[index]?.status !== 200)
    const told = await loser?.clerk.must('counter.visit', { visitId: loser.visitId })
    expect(told?.visit.coupons[0]).toMatchObject({ usable: false, why: '这张券已经用过了' })
    expect(told?.visit.coupons[0]?.facts.map((fact) => fact.label)).toEqual([
      '使用时间',
      '使用门店',
      '经手人',
      '有效期至',
      '适用门店',
    ])
  })

  test('a coupon of another store is refused with words', async () => {
    const person = await world.member()
    const { coupon } = await person.must('coupon.claim', { templateId: world.shop.templates.flash })
    const clerk = await world.staff()
    const { body } = await scanCoupon(person, clerk, coupon.id)
    expect(body.visit.coupons[0]).toMatchObject({ usable: false, why: expect.stringMatching(/^限滨江店/) as string })
    const refused = await clerk.send('counter.verify', { visitId: body.visit.id, couponId: coupon.id })
    expect(refused.code).toBe('coupon_other_store')
    expect((await clerk.must('counter.today', { storeId: world.shop.stores.wutong })).totals.refused).toBeGreaterThan(0)
  })

  test('another clerk’s visit is not found; ten minutes on it is over', async () => {
    const { person, couponId } = await memberWithCoupon()
    const [clerk, other] = [await world.staff(), await world.staff()]
    const { body } = await scanCoupon(person, clerk, couponId)
    const input = { visitId: body.visit.id, couponId }
    expect((await other.send('counter.verify', input)).code).toBe('not_found')
    expect((await other.send('counter.visit', { visitId: body.visit.id })).code).toBe('not_found')
    world.clock.advance(10 * MINUTE_MS + 1)
    expect((await clerk.send('counter.verify', input)).code).toBe('visit_over')
    expect((await clerk.send('counter.visit', { visitId: body.visit.id })).code).toBe('visit_over')
  })

  test('leaves an audit row that says who did what', async () => {
    const { person, couponId } = await memberWithCoupon()
    const clerk = await world.staff()
    const { body } = await scanCoupon(person, clerk, couponId)
    await clerk.must('counter.verify', { visitId: body.visit.id, couponId })
    const rows = await world.db.manager.find(Audits, { where: { staffId: clerk.staffId }, order: { id: 'ASC' } })
    expect(rows.map((row) => row.action)).toEqual(['counter.scan', 'counter.verify'])
    expect(rows[1]?.input).toEqual({ visitId: body.visit.id, couponId })
  })
})

describe('counter.undo', () => {
  async function verified() {
    const { person, couponId } = await memberWithCoupon()
    const clerk = await world.staff()
    const { body } = await scanCoupon(person, clerk, couponId)
    const { verification } = await clerk.must('counter.verify', { visitId: body.visit.id, couponId })
    return { person, clerk, couponId, verification }
  }

  test('gives the coupon back with its original end, once; and it can be used again', async () => {
    const { person, clerk, couponId, verification } = await verified()
    const key = newKey()
    const input = { verificationId: verification.id, reason: '扫错了' }
    const undone = await clerk.send('counter.undo', input, key)
    expect(undone.body.verification).toMatchObject({ undoReason: '扫错了', undoUntil: null })
    expect((await clerk.send('counter.undo', input, key)).replayed).toBe(true)
    expect((await clerk.send('counter.undo', input)).code).toBe('undo_done')
    const { coupon } = await person.must('coupon.show', { couponId })
    expect(coupon.state).toBe('unused')
    const again = await scanCoupon(person, clerk, couponId)
    expect((await clerk.send('counter.verify', { visitId: again.body.visit.id, couponId })).status).toBe(200)
    expect(await world.db.manager.countBy(Verifications, { couponId })).toBe(2)
  })

  test('to somebody who has left meanwhile nothing comes back', async () => {
    const { person, clerk, couponId, verification } = await verified()
    await person.must('privacy.leave', { confirmed: true })
    expect((await clerk.send('counter.undo', { verificationId: verification.id, reason: '退货' })).status).toBe(200)
    expect(await world.db.manager.findOneByOrFail(Coupons, { id: couponId })).toMatchObject({ state: 'void' })
  })

  test('twenty at once undo once', async () => {
    const { clerk, verification } = await verified()
    const input = { verificationId: verification.id, reason: '客人改主意' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => clerk.send('counter.undo', input)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'undo_done')).toHaveLength(19)
  })

  test('a clerk only their own and only within ten minutes; the manager later too', async () => {
    const { clerk, verification } = await verified()
    const [other, manager, elsewhere] = [
      await world.staff(),
      await world.staff('manager'),
      await world.staff('manager', [world.shop.stores.riverside]),
    ]
    const input = { verificationId: verification.id, reason: '退货' }
    expect((await other.send('counter.undo', input)).code).toBe('undo_too_late')
    expect((await elsewhere.send('counter.undo', input)).code).toBe('not_found')
    world.clock.advance(10 * MINUTE_MS + 1)
    expect((await clerk.send('counter.undo', input)).code).toBe('undo_too_late')
    expect((await manager.send('counter.undo', input)).status).toBe(200)
  })
})
