import { PRIVACY_VERSION } from '../../apps/server/src/domains/member/privacy-notice'
import { checks } from '../../apps/server/src/checks'
import { Codes } from '../../apps/server/src/domains/channel/entities'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import { startWorld, type World } from '../../apps/server/test/world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const DAY_MS = 86_400_000

test('scan, join, check in until there is enough, exchange, show the code, verify; and every step can be explained', async () => {
  const customer = await world.visitor('newcomer')
  const clerk = await world.staff('clerk')
  const storeId = world.shop.stores.wutong
  const { scene } = await world.db.manager.findOneByOrFail(Codes, { storeId, kind: 'store' })

  const landing = await customer.must('joining.landing', { scene })
  expect(landing.place?.storeName).toBe('梧桐路店')
  await customer.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
  await customer.must('checkin.visitStore', { scene })

  const { items } = await customer.must('mall.items', {})
  const [bread] = items
  if (!bread) throw new Error('the mall is empty')
  while ((await customer.must('points.balance', {})).available < bread.points) {
    await customer.must('checkin.checkIn', {})
    world.clock.advance(DAY_MS)
    await customer.relogin()
  }
  await clerk.relogin()

  const before = (await customer.must('points.balance', {})).available
  const { coupon, balanceAfter } = await customer.must('mall.exchange', { itemId: bread.id, pointsSeen: bread.points })
  expect(balanceAfter).toBe(before - bread.points)

  const { code } = await customer.must('coupon.showCode', { couponId: coupon.id })
  const { visit } = await clerk.must('counter.scan', { storeId, code })
  expect(visit.coupons[0]).toMatchObject({ id: coupon.id, usable: true })
  const { verification } = await clerk.must('counter.verify', { visitId: visit.id, couponId: coupon.id })
  expect(verification).toMatchObject({ couponName: '海盐卷一个', storeName: '梧桐路店' })

  const used = await customer.must('coupon.list', { tab: 'used' })
  expect(used.rows[0]).toMatchObject({ id: coupon.id, usedStore: '梧桐路店' })
  const { rows } = await customer.must('points.history', { filter: 'all' })
  expect(rows.every((row) => row.reason !== '' && row.source !== '')).toBe(true)
  expect(rows.reduce((sum, row) => sum + row.points, 0)).toBe(balanceAfter)
  expect((await clerk.must('counter.today', { storeId })).totals).toMatchObject({ verified: 1, mine: 1 })
  const found = await runChecks(world.db.manager, checks, world.clock.now())
  expect(found.filter((one) => one.violations.length > 0)).toEqual([])
})
