import { inTransaction } from '#server/platform/db/tx'
import type { Refusal } from '@huitou/shared/refusals'
import { Refused } from '#server/platform/refused'
import { lockMember } from '#server/domains/member/member-of'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Coupons, Uses } from './entities'
import { couponsForBasket } from './queries'
import { brokenPromises, openTemplate } from './test-templates'
import { returnUse, takeBackUnused, useCoupon } from './use'

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
})
afterAll(() => world.stop())

async function claimed(person: MemberClient, change: Parameters<typeof openTemplate>[1] = {}) {
  const { id: templateId } = await openTemplate(operator, change)
  return (await person.must('coupon.claim', { templateId })).coupon.id
}

type How = { cause?: string; storeId?: string }

/** The use's id, or the refusal. */
async function use(person: MemberClient, couponId: string, { cause = 'till:1', storeId }: How = {}) {
  const { memberId } = person
  const asked = { couponId, memberId, storeId: storeId ?? world.shop.stores.wutong, by: 'staff:7', cause }
  try {
    return await inTransaction(world.db, async (tx) => {
      await lockMember(tx, memberId)
      return useCoupon(tx, { ...asked, now: world.clock.now() })
    })
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}

const giveBack = (useId: string) => inTransaction(world.db, (tx) => returnUse(tx, useId, world.clock.now()))
const cardOf = async (person: MemberClient, couponId: string) => (await person.must('coupon.show', { couponId })).coupon
const isRefusal = (answer: string): answer is Refusal => !/^\d+$/.test(answer)

test('a times card: fifty at once on three uses, exactly three; one given back can be used again', async () => {
  const person = await world.member()
  const couponId = await claimed(person, { kind: 'times', itemName: '拿铁', usesTotal: 3 })
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => use(person, couponId, { cause: `till:${at}` })),
  )
  const done = answers.filter((answer) => !isRefusal(answer))
  expect(done).toHaveLength(3)
  expect(new Set(answers.filter(isRefusal))).toEqual(new Set(['coupon_used']))
  expect(await cardOf(person, couponId)).toMatchObject({ state: 'used', usesLeft: 0 })
  await giveBack(done[1] ?? '')
  expect(await cardOf(person, couponId)).toMatchObject({ state: 'unused', usesLeft: 1, usedAt: null, why: null })
  await expect(giveBack(done[1] ?? '')).rejects.toMatchObject({ code: 'undo_done' })
  expect(isRefusal(await use(person, couponId, { cause: 'till:100' }))).toBe(false)
  expect((await person.must('coupon.show', { couponId })).uses).toHaveLength(3)
  expect(await brokenPromises(world)).toEqual([])
})

test('one cause uses one coupon once, while it stands', async () => {
  const person = await world.member()
  const couponId = await claimed(person, { kind: 'times', itemName: '拿铁', usesTotal: 5 })
  const first = await use(person, couponId, { cause: 'order:1' })
  expect(await use(person, couponId, { cause: 'order:1' })).toBe('coupon_used')
  await giveBack(first)
  expect(isRefusal(await use(person, couponId, { cause: 'order:1' }))).toBe(false)
  expect(await world.db.manager.countBy(Uses, { couponId, live: 1 })).toBe(1)
})

test('used, given back, used again, fifty times over: one use stands, and the end is the old one', async () => {
  const person = await world.member()
  const couponId = await claimed(person)
  const { expiresAt } = await cardOf(person, couponId)
  for (let round = 0; round < 50; round += 1) {
    const useId = await use(person, couponId)
    expect(await use(person, couponId, { cause: 'till:2' })).toBe('coupon_used')
    await giveBack(useId)
  }
  expect(await cardOf(person, couponId)).toMatchObject({ state: 'unused', expiresAt })
  expect(await world.db.manager.countBy(Uses, { couponId })).toBe(50)
  expect(await brokenPromises(world)).toEqual([])
})

test('what was taken back does not come to life with a use that is given back', async () => {
  const person = await world.member()
  const couponId = await claimed(person, { kind: 'times', itemName: '拿铁', usesTotal: 2 })
  const useId = await use(person, couponId)
  expect(await inTransaction(world.db, (tx) => takeBackUnused(tx, [couponId], world.clock.now()))).toEqual([couponId])
  await giveBack(useId)
  const row = await world.db.manager.findOneByOrFail(Coupons, { id: couponId })
  expect(row).toMatchObject({ state: 'void', usesLeft: 2 })
  expect(await use(person, couponId)).toBe('coupon_void')
  expect(await brokenPromises(world)).toEqual([])
})

describe('where and when it holds', () => {
  // A Monday, 12:00 in Shanghai.
  const NOON = '2026-11-30T04:00:00.000Z'
  const midday = { weekdays: [1, 2, 3, 4, 5], hours: [{ from: 840, until: 1020 }] }
  let before: Date
  beforeAll(async () => {
    before = world.clock.now()
    world.clock.set(NOON)
    operator = await world.operator()
  })
  afterAll(async () => {
    world.clock.set(before)
    operator = await world.operator()
  })

  test.each([
    ['coupon_hours', midday, '周一至周五 14:00–17:00 可用，下次 11月30日 14:00', '2026-11-30T06:00:00.000Z'],
    ['coupon_blackout', { blackoutDays: [20261130] }, '今天不可用，下次 12月1日 00:00', '2026-11-30T16:00:00.000Z'],
    ['coupon_not_yet', { validFromDays: 1 }, '12月1日 00:00 起可用', '2026-11-30T16:00:00.000Z'],
    ['coupon_hours', { weekdays: [0], validDays: 3 }, '周日 可用，有效期内没有可用的时间了', null],
  ] as const)(
    '%s: said in the wallet, refused at the counter, and nothing is written',
    async (code, change, words, nextAt) => {
      const person = await world.member()
      const couponId = await claimed(person, structuredClone(change) as object)
      expect(await cardOf(person, couponId)).toMatchObject({
        state: 'unused',
        notNow: words,
        why: { code, words, nextAt },
      })
      expect((await person.send('coupon.showCode', { couponId })).code).toBe(code)
      expect(await use(person, couponId)).toBe(code)
      expect(await world.db.manager.countBy(Uses, { couponId })).toBe(0)
      if (nextAt === null) return
      world.clock.set(nextAt)
      await person.relogin()
      expect((await cardOf(person, couponId)).why).toBeNull()
      expect(isRefusal(await use(person, couponId))).toBe(false)
      world.clock.set(NOON)
      // Twelve hours later theirs was over, and may have been swept.
      operator = await world.operator()
    },
  )

  test('another store and a delivery coupon are refused at the counter with words', async () => {
    const person = await world.member()
    const { wutong, riverside } = world.shop.stores
    const elsewhere = await claimed(person, { storeIds: [riverside] })
    const shipping = await claimed(person, { kind: 'shipping', offFen: null })
    expect(await use(person, elsewhere)).toBe('coupon_other_store')
    expect(await use(person, shipping)).toBe('coupon_for_delivery')
    expect((await person.send('coupon.showCode', { couponId: shipping })).code).toBe('coupon_for_delivery')
    const wallet = await couponsForBasket(world.db.manager, { ...person, storeId: wutong, now: world.clock.now() })
    const reasons = new Map(wallet.map(({ coupon, decision }) => [coupon.id, decision.ok || decision.reason]))
    expect([reasons.get(elsewhere), reasons.get(shipping)]).toEqual(['coupon_other_store', 'coupon_for_delivery'])
    expect(isRefusal(await use(person, elsewhere, { storeId: riverside }))).toBe(false)
  })
})

describe('coupon.best', () => {
  test('says which go together best, what each does alone, and why the others do not', async () => {
    const person = await world.member()
    const { wutong: storeId } = world.shop.stores
    const bread = await claimed(person, { name: '面包', offFen: 900, categories: ['面包'], stackGroup: 1 })
    const share = await claimed(person, {
      name: '九折',
      kind: 'percent_off',
      offFen: null,
      payPermille: 900,
      stackGroup: 2,
    })
    const alone = await claimed(person, { name: '单用', offFen: 1100 })
    const high = await claimed(person, { name: '满百', offFen: 5000, thresholdFen: 10_000 })
    const lines = [
      { sku: 'B01', category: '面包', quantity: 2, amountFen: 1800 },
      { sku: 'C01', category: '咖啡', quantity: 1, amountFen: 1800 },
    ]
    const best = await person.must('coupon.best', { storeId, lines })
    const told = new Map(best.coupons.map((one) => [one.coupon.id, one]))
    expect(best.offFen).toBe(1260)
    expect(told.get(bread)).toMatchObject({ chosen: true, offFen: 900, why: null })
    expect(told.get(share)).toMatchObject({ chosen: true, offFen: 360, why: null })
    expect(told.get(alone)).toMatchObject({ chosen: false, offFen: 1100, why: null })
    expect(told.get(high)).toMatchObject({
      chosen: false,
      offFen: null,
      why: { code: 'coupon_below_threshold', words: '还差 64 元可用' },
    })
    const sum = await person.must('coupon.best', { storeId, amountFen: 900 })
    expect(sum.coupons.find((one) => one.coupon.id === bread)?.why?.words).toBe('限面包可用')
    expect((await person.send('coupon.best', { storeId })).code).toBe('input_invalid')
    expect((await person.send('coupon.best', { storeId: '999999', amountFen: 1 })).code).toBe('not_found')
  })
})
