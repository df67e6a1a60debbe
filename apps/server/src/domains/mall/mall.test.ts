import { newKey } from '#test/client'
import { startWorld, type World } from '#test/world'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { Items, Orders } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const itemNamed = (name: string) => world.db.manager.findOneByOrFail(Items, { name })

describe('mall.exchange', () => {
  test('fifty at once against a balance for three: exactly three, each with its coupon', async () => {
    const person = await world.member()
    const bread = await itemNamed('海盐卷一个')
    await world.setBalance(person, 3 * bread.points)
    const input = { itemId: bread.id, pointsSeen: bread.points }
    const answers = await Promise.all(Array.from({ length: 50 }, () => person.send('mall.exchange', input)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3)
    expect(answers.filter((answer) => answer.code === 'points_short')).toHaveLength(47)
    expect((await person.must('points.balance', {})).available).toBe(0)
    expect(await world.db.manager.countBy(Orders, { memberId: person.memberId })).toBe(3)
    expect(await world.db.manager.countBy(Coupons, { memberId: person.memberId, source: 'mall' })).toBe(3)
  })

  test('forty members at once on a stock of eighteen mugs: exactly eighteen, and nobody else pays', async () => {
    const mug = await itemNamed('回字纹马克杯')
    const people = []
    for (let index = 0; index < 40; index += 1) {
      const person = await world.member()
      await world.setBalance(person, mug.points)
      people.push(person)
    }
    const answers = await Promise.all(
      people.map((person) => person.send('mall.exchange', { itemId: mug.id, pointsSeen: mug.points })),
    )
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(18)
    expect(answers.filter((answer) => answer.code === 'coupon_sold_out')).toHaveLength(22)
    const balances = await Promise.all(
      people.map(async (person) => (await person.must('points.balance', {})).available),
    )
    expect(balances.filter((balance) => balance === 0)).toHaveLength(18)
    expect(balances.filter((balance) => balance === mug.points)).toHaveLength(22)
  })

  test('a lost answer: the same key again pays once and answers the same', async () => {
    const person = await world.member()
    const bread = await itemNamed('海盐卷一个')
    await world.setBalance(person, bread.points)
    const key = newKey()
    const input = { itemId: bread.id, pointsSeen: bread.points }
    const first = await person.send('mall.exchange', input, key)
    const again = await person.send('mall.exchange', input, key)
    expect(again).toMatchObject({ status: 200, replayed: true })
    expect(again.body).toEqual(first.body)
  })

  test('refuses a price that has changed, and a limit that is reached', async () => {
    const person = await world.member()
    const coffee = await itemNamed('热美式一杯')
    await world.setBalance(person, 10_000)
    expect((await person.send('mall.exchange', { itemId: coffee.id, pointsSeen: coffee.points - 1 })).code).toBe(
      'quote_changed',
    )
    for (let index = 0; index < 4; index += 1)
      await person.must('mall.exchange', { itemId: coffee.id, pointsSeen: coffee.points })
    expect((await person.send('mall.exchange', { itemId: coffee.id, pointsSeen: coffee.points })).code).toBe(
      'item_limit',
    )
    expect((await person.must('points.balance', {})).available).toBe(10_000 - 4 * coffee.points)
  })
})

describe('mall.items', () => {
  test('tells what is left, for all and for this member', async () => {
    const person = await world.member()
    const { items } = await person.must('mall.items', {})
    expect(items.map((item) => item.name)).toEqual(['海盐卷一个', '热美式一杯', '帆布面包袋', '回字纹马克杯'])
    expect(items.find((item) => item.name === '热美式一杯')).toMatchObject({ allowance: 4, left: null, state: 'open' })
  })
})

test('a coupon that would be over at once is not sold for points', async () => {
  const person = await world.member()
  await world.setBalance(person, 1000)
  const bag = await itemNamed('帆布面包袋')
  await world.db.manager.update(
    Templates,
    { id: bag.templateId },
    { validUntil: new Date(world.clock.now().getTime() - 1) },
  )
  const { items } = await person.must('mall.items', {})
  expect(items.find((item) => item.id === bag.id)?.state).toBe('sold_out')
  expect((await person.send('mall.exchange', { itemId: bag.id, pointsSeen: bag.points })).code).toBe('coupon_ended')
  expect((await person.must('points.balance', {})).available).toBe(1000)
})
