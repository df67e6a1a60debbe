import { randomUUID } from 'node:crypto'
import { checks } from '../../apps/server/src/checks'
import { referralHands } from '../../apps/server/src/domains/referral/test-referral'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import type { MemberClient } from '../../apps/server/test/people'
import { startRuledWorld } from '../../apps/server/test/ruled-world'
import type { World } from '../../apps/server/test/world'

let world: World
let hands: ReturnType<typeof referralHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = referralHands(world)
})
afterAll(() => world.stop())

const AMOUNT_FEN = 4600
const FOR_HOST = 100
const FOR_FRIEND = 50

const balance = async (person: MemberClient) => (await person.must('points.balance', {})).available

/** The clerk scans the friend's code, who agrees to the bill and pays. */
async function boughtAtCounter(person: MemberClient) {
  const [clerk, storeId] = [await world.staff(), world.shop.stores.wutong]
  const { code } = await person.must('member.showCode', {})
  const { visit } = await clerk.must('counter.scan', { storeId, code })
  const basket = { visitId: visit.id, amountFen: AMOUNT_FEN, couponIds: [], points: 0 }
  const { quote } = await clerk.must('counter.quote', basket)
  const { bill } = await clerk.must('counter.openBill', { ...basket, payableSeenFen: quote.payableFen })
  await person.must('purchase.agree', { billId: bill.id })
  const paid = await clerk.must('counter.confirmBill', { billId: bill.id })
  return { purchaseId: paid.bill.purchaseId ?? '', earned: paid.bill.earned?.points ?? 0 }
}

const trouble = async () =>
  (await runChecks(world.db.manager, checks, world.clock.now())).filter(({ violations }) => violations.length > 0)

test('a friend scans the poster, joins, buys at the counter: both get theirs; all of it goes back with the goods', async () => {
  const gift = (points: number) => ({ points, templateId: null })
  await hands.open(await world.operator(), { inviter: gift(FOR_HOST), invitee: gift(FOR_FRIEND), minimumFen: 2000 })
  const host = await world.member()
  await host.must('referral.start', {})
  const poster = await host.must('referral.poster', {})
  expect(poster.image).toMatch(/^data:image\//)

  const visitor = await world.visitor(randomUUID())
  const { scene } = poster
  const shown = await visitor.must('referral.invitation', { scene })
  expect(shown).toMatchObject({ brand: poster.brand, friend: { points: FOR_FRIEND }, why: null })
  expect((await visitor.must('referral.touch', { scene })).counts).toBe(true)
  const friend = await hands.join(visitor)
  await hands.heard()
  expect((await host.must('referral.friends', {})).rows.map(({ state }) => state)).toEqual(['joined'])
  const before = [await balance(host), await balance(friend)] as const

  const { purchaseId, earned } = await boughtAtCounter(friend)
  await hands.heard()
  expect(await balance(host)).toBe(before[0] + FOR_HOST)
  expect(await balance(friend)).toBe(before[1] + earned + FOR_FRIEND)
  expect((await host.must('referral.mine', {})).totals).toMatchObject({ joined: 1, qualified: 1, points: FOR_HOST })
  expect((await host.must('points.history', { filter: 'all' })).rows[0]?.points).toBe(FOR_HOST)
  expect(await trouble()).toEqual([])

  const manager = await world.staff('manager')
  await manager.must('counter.refund', { purchaseId, reason: '客人退货', what: { by: 'whole' } })
  await hands.heard()
  expect([await balance(host), await balance(friend)]).toEqual(before)
  expect((await host.must('referral.friends', {})).rows[0]).toMatchObject({ state: 'reversed' })
  expect((await host.must('referral.mine', {})).totals).toMatchObject({ qualified: 0, points: 0 })
  expect(await trouble()).toEqual([])

  // Who comes again after all counts after all, once.
  const again = await boughtAtCounter(friend)
  await hands.heard()
  expect(await balance(host)).toBe(before[0] + FOR_HOST)
  expect(await balance(friend)).toBe(before[1] + again.earned + FOR_FRIEND)
  expect(await trouble()).toEqual([])
})
