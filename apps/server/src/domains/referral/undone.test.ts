import { Coupons } from '#server/domains/coupon/entities'
import { openTemplate } from '#server/domains/coupon/test-templates'
import { useCoupon, returnUse } from '#server/domains/coupon/use'
import { templateById } from '#server/domains/coupon/queries'
import { issueCoupon } from '#server/domains/coupon/issue'
import { freeze, unfreeze } from '#server/domains/points/account/freeze'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Milestones, Referrals } from './entities'
import { settle } from './settle'
import { referralHands } from './test-referral'

let world: World
let op: OperatorClient
let hands: ReturnType<typeof referralHands>
let templateId: string
beforeAll(async () => {
  world = await startRuledWorld()
  hands = referralHands(world)
  op = await world.operator('manager')
  templateId = (await openTemplate(op, { channel: 'internal', stockTotal: 100, validDays: 14 })).id
  const gift = { points: 60, templateId }
  await hands.open(op, { inviter: gift, invitee: gift, milestones: [{ friends: 2, points: 40, templateId: null }] })
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

async function pair() {
  const host = await world.member()
  const scene = await hands.sceneOf(host)
  const friend = await hands.friend(scene)
  await hands.heard()
  return { host, scene, friend }
}

const couponStates = async ({ memberId }: MemberClient) =>
  (await world.db.manager.findBy(Coupons, { memberId, source: 'referral' })).map(({ state }) => state)

test('a full refund takes everything back once, with what was spent as debt and coupons that nobody used', async () => {
  const { host, friend } = await pair()
  const before = await hands.points(host)
  const purchaseId = await hands.buy(op, friend, 2000)
  await hands.heard()
  expect(await hands.points(host)).toBe(before + 60)
  await world.setBalance(host, 10)
  await hands.refund(op, purchaseId)
  await hands.heard()
  expect(await hands.state(friend)).toBe('reversed')
  expect(await hands.points(host)).toBe(-50)
  expect([await couponStates(host), await couponStates(friend)]).toEqual([['void'], ['void']])
  const row = await hands.row(friend)
  await inTransaction(world.db, (tx) => settle(tx, row?.id ?? '', world.clock.now()))
  expect(await hands.points(host)).toBe(-50)
  expect((await host.must('referral.friends', {})).rows[0]?.words).toBe('朋友退了单，奖励已收回')
})

test('what is left decides: still enough keeps the reward, less takes it back', async () => {
  const { host, friend } = await pair()
  const purchaseId = await hands.buy(op, friend, 2000)
  await hands.heard()
  await hands.refund(op, purchaseId, 1000)
  await hands.heard()
  expect(await hands.state(friend)).toBe('qualified')
  await hands.refund(op, purchaseId, 1)
  await hands.heard()
  expect(await hands.state(friend)).toBe('reversed')
  expect((await host.must('referral.mine', {})).totals).toMatchObject({ points: 0, coupons: 0 })
})

test('another purchase that stands keeps it; one that comes later brings it again, once', async () => {
  const { host, friend } = await pair()
  const before = await hands.points(host)
  const first = await hands.buy(op, friend, 2000)
  const second = await hands.buy(op, friend, 3000)
  await hands.heard()
  await hands.refund(op, first)
  await hands.heard()
  expect(await hands.row(friend)).toMatchObject({ state: 'qualified', round: 1 })
  await hands.refund(op, second)
  await hands.heard()
  expect(await hands.points(host)).toBe(before)
  await hands.buy(op, friend, 2500)
  await hands.heard()
  expect(await hands.row(friend)).toMatchObject({ state: 'qualified', round: 2 })
  expect(await hands.points(host)).toBe(before + 60)
})

test('bought and refunded before anybody heard of it: nothing, in whatever order it is told', async () => {
  const { host, friend } = await pair()
  const before = await hands.points(host)
  await hands.refund(op, await hands.buy(op, friend, 2000))
  await hands.heard()
  const row = await hands.row(friend)
  for (let times = 0; times < 3; times += 1)
    await inTransaction(world.db, (tx) => settle(tx, row?.id ?? '', world.clock.now()))
  expect(['joined', 'reversed']).toContain(await hands.state(friend))
  expect(await hands.points(host)).toBe(before)
})

test('a coupon used counts, and its undoing takes it back', async () => {
  const { friend } = await pair()
  const unit = { memberId: friend.memberId, now: world.clock.now() }
  const useId = await inTransaction(world.db, async (tx) => {
    const template = await templateById(tx, templateId)
    const issue = { ...unit, template, source: 'centre', sourceKey: `test:${friend.memberId}` }
    const { id: couponId } = await issueCoupon(tx, issue)
    const use = { couponId, storeId: world.shop.stores.wutong, by: 'staff:1', cause: 'visit:1' }
    return useCoupon(tx, { ...unit, ...use, now: world.clock.now() })
  })
  await hands.heard()
  expect(await hands.state(friend)).toBe('qualified')
  await inTransaction(world.db, (tx) => returnUse(tx, useId, world.clock.now()))
  await hands.heard()
  expect(await hands.state(friend)).toBe('reversed')
})

test('a milestone comes once, goes with the friend who made it, and comes again', async () => {
  const { host, scene, friend } = await pair()
  const other = await hands.friend(scene)
  await hands.buy(op, friend, 2000)
  const purchaseId = await hands.buy(op, other, 2000)
  await hands.heard()
  const standing = async () =>
    (await world.db.manager.findBy(Milestones, { memberId: host.memberId })).map(({ round, takenAt }) => [
      round,
      takenAt === null,
    ])
  expect(await standing()).toEqual([[1, true]])
  await hands.refund(op, purchaseId)
  await hands.heard()
  expect(await standing()).toEqual([[1, false]])
  expect((await host.must('referral.mine', {})).next).toMatchObject({ friends: 2, missing: 1 })
  await hands.buy(op, other, 2000)
  await hands.heard()
  expect(await standing()).toEqual([[2, true]])
})

test('two friends of one inviter at once make a milestone once; buying and refunding at once ends as the rows say', async () => {
  const { host, scene, friend } = await pair()
  const other = await hands.friend(scene)
  await hands.heard()
  const [first] = await Promise.all([hands.buy(op, friend, 2000), hands.buy(op, other, 2000)])
  await hands.heard()
  expect(await world.db.manager.countBy(Milestones, { memberId: host.memberId })).toBe(1)
  const row = await hands.row(friend)
  await Promise.all([
    hands.refund(op, first),
    ...Array.from({ length: 5 }, () => inTransaction(world.db, (tx) => settle(tx, row?.id ?? '', world.clock.now()))),
  ])
  await hands.heard()
  expect(await hands.state(friend)).toBe('reversed')
  expect(await world.db.manager.countBy(Referrals, { inviterId: host.memberId, state: 'qualified' })).toBe(1)
})

test('a friend who buys again does not fill the cap against themself; nobody is rewarded beyond it', async () => {
  const gift = { points: 60, templateId: null }
  await hands.open(op, { inviter: gift, invitee: gift, dayCap: 1 })
  const { scene, friend } = await pair()
  await hands.refund(op, await hands.buy(op, friend, 2000))
  const first = await hands.buy(op, friend, 2000)
  await hands.heard()
  await hands.refund(op, first)
  await hands.heard()
  await hands.buy(op, friend, 2000)
  await hands.heard()
  expect(await hands.rewards(friend)).toMatchObject([
    { side: 'inviter', points: 60, cut: null },
    { side: 'invitee', points: 60, cut: null },
  ])
  const other = await hands.friend(scene)
  await hands.buy(op, other, 2000)
  await hands.heard()
  expect(await hands.rewards(other)).toMatchObject([{ points: 0, cut: 'day_cap' }, { points: 60 }])
})

describe('frozen points', () => {
  const wish = ({ memberId }: MemberClient) => ({
    ...{ memberId, unit: 'points' as const, reason: '核对', actor: 'operator:1' },
  })
  const stop = (one: MemberClient) => inTransaction(world.db, (tx) => freeze(tx, wish(one), world.clock.now()))
  async function letGo(one: MemberClient) {
    await inTransaction(world.db, (tx) => unfreeze(tx, wish(one), world.clock.now()))
    await hands.heard()
  }
  const wordsFor = async (host: MemberClient) => (await host.must('referral.friends', {})).rows[0]?.words
  const milestones = [{ friends: 2, points: 40, templateId: null }]
  beforeAll(async () => {
    const gift = { points: 60, templateId }
    await hands.open(op, { inviter: gift, invitee: gift, milestones })
  })

  test('of one side hold up nothing of the other: theirs is given, and taken back, once they are let go', async () => {
    const { host, friend } = await pair()
    const before = await hands.points(host)
    await stop(host)
    const purchaseId = await hands.buy(op, friend, 2000)
    await hands.heard()
    expect(await hands.rewards(friend)).toMatchObject([
      { side: 'inviter', points: 0, couponId: null, cut: 'frozen' },
      { side: 'invitee', points: 60, cut: null },
    ])
    expect(await wordsFor(host)).toBe('已达成，账户核对中，暂没到账')
    await letGo(host)
    expect([await hands.points(host), await couponStates(host)]).toEqual([before + 60, ['unused']])
    expect(await wordsFor(host)).toBe('已达成，奖励已到账')
    await stop(host)
    await hands.refund(op, purchaseId)
    await hands.heard()
    expect(await hands.state(friend)).toBe('reversed')
    expect([await hands.points(host), await couponStates(friend)]).toEqual([before + 60, ['void']])
    await letGo(host)
    expect([await hands.points(host), await couponStates(host)]).toEqual([before, ['void']])
  })

  test('keep what was to be taken where the friend buys again meanwhile, and get it once', async () => {
    const { host, friend } = await pair()
    const before = await hands.points(host)
    const first = await hands.buy(op, friend, 2000)
    await hands.heard()
    await stop(host)
    await hands.refund(op, first)
    await hands.heard()
    const second = await hands.buy(op, friend, 2000)
    await hands.heard()
    await letGo(host)
    expect([await hands.state(friend), await hands.points(host)]).toEqual(['qualified', before + 60])
    await hands.refund(op, second)
    await hands.heard()
    expect([await hands.state(friend), await hands.points(host)]).toEqual(['reversed', before])
  })

  test('let a milestone wait, given and taken once they are let go', async () => {
    const { host, scene, friend } = await pair()
    const other = await hands.friend(scene)
    const before = await hands.points(host)
    await stop(host)
    await hands.buy(op, friend, 2000)
    const purchaseId = await hands.buy(op, other, 2000)
    await hands.heard()
    expect(await world.db.manager.countBy(Milestones, { memberId: host.memberId })).toBe(0)
    await letGo(host)
    expect(await hands.points(host)).toBe(before + 160)
    await stop(host)
    await hands.refund(op, purchaseId)
    await hands.heard()
    expect(await hands.points(host)).toBe(before + 160)
    await letGo(host)
    expect(await hands.points(host)).toBe(before + 60)
  })
})
