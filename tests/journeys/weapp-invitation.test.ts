import { checks } from '../../apps/server/src/checks'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import type { VisitorClient } from '../../apps/server/test/people'
import { startRuledWorld } from '../../apps/server/test/ruled-world'
import { until } from '../../apps/server/test/until'
import type { World } from '../../apps/server/test/world'
import { createPhones, type Phone } from './phones'

let world: World
let phones: ReturnType<typeof createPhones>
beforeAll(async () => {
  world = await startRuledWorld()
  phones = createPhones(world)
  const owner = await world.operator()
  const gift = (points: number) => ({ points, templateId: null })
  const body = { minimumFen: 2000, inviter: gift(100), invitee: gift(50), milestones: [] }
  await owner.must('referral.saveProgramme', { body })
  await owner.must('referral.publish', {})
})
afterEach(async () => {
  phones.endAll()
  const found = await runChecks(world.db.manager, checks, world.clock.now())
  expect(found.filter((one) => one.violations.length > 0)).toEqual([])
})
afterAll(() => world.stop())

const AMOUNT_FEN = 4600

const shows = (phone: Phone, ...words: string[]) => {
  for (const one of words) expect(phone.text()).toContain(one)
}

/** The card that goes to a friend, as WeChat asks the page for it. */
function cardOf(phone: Phone) {
  const page = phone.current?.instance as { onShareAppMessage?(event: object): { title: string; path: string } }
  const card = page.onShareAppMessage?.({ from: 'button' })
  if (!card) throw new Error('this page has no card')
  return card
}

/** The clerk scans the friend’s code; the bill is paid. Answers the purchase’s id. */
async function bought(person: VisitorClient): Promise<string> {
  const [clerk, storeId] = [await world.staff(), world.shop.stores.wutong]
  const { code } = await person.must('member.showCode', {})
  const { visit } = await clerk.must('counter.scan', { storeId, code })
  const basket = { visitId: visit.id, amountFen: AMOUNT_FEN, couponIds: [] }
  const { quote } = await clerk.must('counter.quote', basket)
  const { bill } = await clerk.must('counter.openBill', { ...basket, payableSeenFen: quote.payableFen })
  const paid = await clerk.must('counter.confirmBill', { billId: bill.id })
  return paid.bill.purchaseId ?? ''
}

test('the rules, the card, a friend who joins by it and buys: both have theirs; given back, nobody has', async () => {
  const host = await world.member('host')
  const hostPhone = await phones.start('host', { url: '/invite/index' })
  shows(hostPhone, '只看朋友自己来没来', '100', '50')
  const { path } = cardOf(hostPhone)
  expect(path).toMatch(/^\/?invite\/friend\/index\?scene=/)

  const friendPhone = await phones.start('friend', { url: path.startsWith('/') ? path : `/${path}` })
  shows(friendPhone, '50 积分', '有一笔消费满 20 元')
  await friendPhone.tap(friendPhone.one('.consent-box'))
  await friendPhone.tap('微信一键加入')
  shows(friendPhone, '你是会员了')

  const friend = await world.visitor('friend')
  const counts = async () => (await host.must('referral.mine', {})).totals
  await until(async () => (await counts()).joined === 1)
  const purchaseId = await bought(friend)
  await until(async () => (await counts()).qualified === 1)
  expect(await counts()).toMatchObject({ joined: 1, qualified: 1, points: 100 })
  hostPhone.dispose()
  shows(await phones.start('host', { url: '/invite/index' }), '已达成')

  const manager = await world.staff('manager')
  await manager.must('counter.refund', { purchaseId, reason: '客人退货', what: { by: 'whole' } })
  await until(async () => (await counts()).qualified === 0)
  shows(await phones.start('host', { url: '/invite/index' }), '奖励已收回')
})
