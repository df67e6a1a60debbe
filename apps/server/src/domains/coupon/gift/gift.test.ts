import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Coupons, Templates } from '../entities'
import { remindDue } from '../remind/soon'
import { Events } from '#server/platform/events/entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

const DAY_MS = 86_400_000

async function giver() {
  const person = await world.member()
  const { rows } = await person.must('coupon.list', { tab: 'unused' })
  const couponId = rows[0]?.id ?? ''
  return { person, couponId }
}

async function wrapped() {
  const { person, couponId } = await giver()
  const { gift } = await person.must('coupon.give', { couponId })
  return { person, couponId, gift }
}

const wallet = async (person: MemberClient, tab: 'unused' | 'used' = 'unused') =>
  (await person.must('coupon.list', { tab })).rows

describe('coupon.give', () => {
  test('nobody can use it while it waits; the friend takes it with its own end; it is in one wallet', async () => {
    const { person, couponId, gift } = await wrapped()
    const [mine] = await wallet(person)
    expect(mine).toMatchObject({ id: couponId, why: { code: 'coupon_gifted' } })
    expect((await person.call('coupon.showCode', { couponId })).code).toBe('coupon_gifted')
    expect((await person.send('coupon.give', { couponId })).code).toBe('coupon_gifted')
    expect(await person.must('coupon.myGift', { couponId })).toEqual({ gift, giftable: true })
    const friend = await world.member()
    const card = await friend.must('coupon.gift', { scene: gift.scene })
    expect(card).toMatchObject({ state: 'open', fromName: expect.stringMatching(/^会员/) as string, couponId: null })
    const { couponId: taken } = await friend.must('coupon.acceptGift', { scene: gift.scene })
    expect((await friend.must('coupon.acceptGift', { scene: gift.scene })).couponId).toBe(taken)
    const got = (await wallet(friend)).find((one) => one.id === taken)
    expect(got).toMatchObject({ expiresAt: mine?.expiresAt, source: '朋友送的', why: null })
    expect(await wallet(person)).toEqual([])
    expect((await wallet(person, 'used'))[0]).toMatchObject({ id: couponId, why: { code: 'coupon_given' } })
    expect((await friend.must('coupon.gift', { scene: gift.scene })).state).toBe('mine')
  })

  test('not taken within a day it is back, by itself; then the card is of no use', async () => {
    const { person, couponId, gift } = await wrapped()
    world.clock.advance(DAY_MS + 1)
    await person.relogin()
    expect((await wallet(person))[0]).toMatchObject({ id: couponId, why: null })
    const friend = await world.member()
    expect((await friend.must('coupon.gift', { scene: gift.scene })).state).toBe('gone')
    expect((await friend.send('coupon.acceptGift', { scene: gift.scene })).code).toBe('gift_over')
    expect((await person.send('coupon.give', { couponId })).status).toBe(200)
  })

  test('taken back it is usable at once; given to oneself it is refused; others’ gifts are none', async () => {
    const { person, couponId, gift } = await wrapped()
    expect((await person.must('coupon.gift', { scene: gift.scene })).state).toBe('own')
    expect((await person.send('coupon.acceptGift', { scene: gift.scene })).code).toBe('gift_own')
    const other = await world.member()
    expect((await other.send('coupon.takeBackGift', { giftId: gift.id })).code).toBe('not_found')
    expect((await other.send('coupon.give', { couponId })).code).toBe('not_found')
    expect((await other.call('coupon.myGift', { couponId })).code).toBe('not_found')
    await person.must('coupon.takeBackGift', { giftId: gift.id })
    expect((await person.must('coupon.myGift', { couponId })).gift).toBeNull()
    expect((await person.call('coupon.showCode', { couponId })).status).toBe(200)
    expect((await other.send('coupon.acceptGift', { scene: gift.scene })).code).toBe('gift_over')
  })

  test('what the shop does not let be given, what is used up or over, stays', async () => {
    const { person, couponId } = await giver()
    const { templateId } = await world.db.manager.findOneByOrFail(Coupons, { id: couponId })
    await world.db.manager.update(Templates, { id: templateId }, { giftable: false })
    expect((await person.must('coupon.myGift', { couponId })).giftable).toBe(false)
    expect((await person.send('coupon.give', { couponId })).code).toBe('coupon_not_giftable')
    await world.db.manager.update(Templates, { id: templateId }, { giftable: true })
    world.clock.advance(60 * DAY_MS)
    await person.relogin()
    expect((await person.send('coupon.give', { couponId })).code).toBe('coupon_expired')
  })

  test('ten friends at once: one has it', async () => {
    const { gift } = await wrapped()
    const friends = await Promise.all(Array.from({ length: 10 }, () => world.member()))
    const answers = await Promise.all(friends.map((one) => one.send('coupon.acceptGift', { scene: gift.scene })))
    expect(answers.map((one) => one.code ?? 'ok').sort()).toEqual([...Array<string>(9).fill('gift_over'), 'ok'])
  })

  test('taking it back while a friend takes it: one of both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { person, gift } = await wrapped()
      const friend = await world.member()
      const [back, taken] = await Promise.all([
        person.send('coupon.takeBackGift', { giftId: gift.id }),
        friend.send('coupon.acceptGift', { scene: gift.scene }),
      ])
      expect([back.code ?? 'ok', taken.code ?? 'ok'].sort()).toEqual(['gift_over', 'ok'])
      expect((await wallet(person)).length + (await wallet(friend)).length).toBe(2)
    }
  })
})

describe('coupon.soon', () => {
  test('counts what ends within three days; it is told once', async () => {
    const { person, couponId } = await giver()
    expect((await person.must('coupon.soon', {})).count).toBe(0)
    const { expiresAt } = await world.db.manager.findOneByOrFail(Coupons, { id: couponId })
    world.clock.set(new Date(expiresAt.getTime() - 2 * DAY_MS))
    await person.relogin()
    expect(await person.must('coupon.soon', {})).toMatchObject({ count: 1, firstName: '见面礼券' })
    while (await remindDue(world.platform, world.clock.now()));
    await remindDue(world.platform, world.clock.now())
    const told = await world.db.manager.find(Events, { where: { name: 'coupon.endsSoon' } })
    expect(told.filter((one) => one.data['couponId'] === couponId)).toHaveLength(1)
  })
})
