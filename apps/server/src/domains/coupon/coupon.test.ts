import { newKey } from '#test/client'
import { startWorld, type World } from '#test/world'
import { Coupons, Templates } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const DAY_MS = 86_400_000

describe('coupon.claim', () => {
  test('200 members at once on a stock of 20: exactly 20, and the rest are told', async () => {
    const templateId = world.shop.templates.flash
    const people = []
    for (let index = 0; index < 200; index += 1) people.push(await world.member())
    const answers = await Promise.all(people.map((person) => person.send('coupon.claim', { templateId })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(20)
    expect(answers.filter((answer) => answer.code === 'coupon_sold_out')).toHaveLength(180)
    expect(await world.db.manager.countBy(Coupons, { templateId })).toBe(20)
    expect(await world.db.manager.findOneByOrFail(Templates, { id: templateId })).toMatchObject({ stockLeft: 0 })
  })

  test('30 at once by one member with different keys: one coupon', async () => {
    const person = await world.member()
    const templateId = world.shop.templates.autumn
    const answers = await Promise.all(Array.from({ length: 30 }, () => person.send('coupon.claim', { templateId })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'coupon_limit')).toHaveLength(29)
    expect(await world.db.manager.countBy(Coupons, { templateId, memberId: person.memberId })).toBe(1)
  })

  test('the same key again answers the same; with other input it is refused', async () => {
    const person = await world.member()
    const { coffee, autumn } = world.shop.templates
    const key = newKey()
    const first = await person.send('coupon.claim', { templateId: coffee }, key)
    const again = await person.send('coupon.claim', { templateId: coffee }, key)
    expect(again).toMatchObject({ status: 200, replayed: true, body: first.body })
    expect((await person.send('coupon.claim', { templateId: autumn }, key)).code).toBe('key_reused')
  })

  test('refuses what is not given in the centre, and what does not exist, and writes nothing', async () => {
    const person = await world.member()
    expect((await person.send('coupon.claim', { templateId: world.shop.templates.mug })).code).toBe(
      'coupon_not_claimable',
    )
    expect((await person.send('coupon.claim', { templateId: '999999' })).code).toBe('not_found')
    expect((await person.send('coupon.claim', { templateId: '1; DROP TABLE coupon' })).code).toBe('input_invalid')
    expect(await world.db.manager.countBy(Coupons, { memberId: person.memberId, source: 'centre' })).toBe(0)
  })
})

describe('coupon.centre, coupon.list and coupon.show', () => {
  test('what was taken moves from the centre into the wallet', async () => {
    const person = await world.member()
    const templateId = world.shop.templates.coffee
    const open = (await person.must('coupon.centre', {})).offers.find((offer) => offer.templateId === templateId)
    expect(open).toMatchObject({ state: 'open', claimable: 1 })
    const { coupon } = await person.must('coupon.claim', { templateId })
    const taken = (await person.must('coupon.centre', {})).offers.find((offer) => offer.templateId === templateId)
    expect(taken?.state).toBe('taken')
    const wallet = await person.must('coupon.list', { tab: 'unused' })
    expect(wallet.rows.map((row) => row.id)).toContain(coupon.id)
    expect(wallet.counts).toEqual({ unused: 2, used: 0, expired: 0 })
    const ends = wallet.rows.map((row) => row.expiresAt)
    expect(ends).toEqual([...ends].sort())
    expect((await person.must('coupon.show', { couponId: coupon.id })).terms.length).toBeGreaterThan(0)
  })

  test('another member’s coupon is not found, as one that does not exist', async () => {
    const [owner, stranger] = [await world.member(), await world.member()]
    const { coupon } = await owner.must('coupon.claim', { templateId: world.shop.templates.coffee })
    const answers = [
      await stranger.send('coupon.show', { couponId: coupon.id }),
      await stranger.send('coupon.show', { couponId: '99999999' }),
      await stranger.send('coupon.showCode', { couponId: coupon.id }),
    ]
    expect(answers.map((answer) => answer.code)).toEqual(['not_found', 'not_found', 'not_found'])
    const [theirs, nobodys] = answers.map(({ body }) => ({ ...body, requestId: '' }))
    expect(theirs).toEqual(nobodys)
  })

  test('a coupon ends with its day, and then shows no code', async () => {
    const person = await world.member()
    const { coupon } = await person.must('coupon.claim', { templateId: world.shop.templates.coffee })
    const before = world.clock.now()
    world.clock.set(new Date(new Date(coupon.expiresAt).getTime() + 1000))
    await person.relogin()
    expect((await person.send('coupon.showCode', { couponId: coupon.id })).code).toBe('coupon_expired')
    expect((await person.must('coupon.list', { tab: 'expired' })).rows.map((row) => row.id)).toContain(coupon.id)
    world.clock.set(before)
    expect(new Date(coupon.expiresAt).getTime() - before.getTime()).toBeLessThanOrEqual(3 * DAY_MS)
  })
})
