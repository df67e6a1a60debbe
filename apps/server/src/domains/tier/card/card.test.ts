import { NEUTRAL } from '@huitou/shared/tier/benefit-rules'
import type { Input } from '@huitou/shared/api'
import { lockMember } from '#server/domains/member/member-of'
import { inTransaction } from '#server/platform/db/tx'
import { runChecks } from '#server/platform/selfcheck/check'
import { newKey } from '#test/client'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { benefitsOf } from '../benefits'
import { tierChecks } from '../checks'
import { Holdings, type HoldingRow } from '../entities'
import { holdCard } from './hold'

const DAY_MS = 86_400_000

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator('manager')
})
afterAll(async () => {
  const found = await runChecks(world.db.manager, tierChecks, world.clock.now())
  await world.stop()
  expect(found.filter((check) => check.violations.length > 0)).toEqual([])
})

const gives = { ...NEUTRAL, pointsPermille: 2000, texts: ['专属座位'] }

const kind = async (more: Partial<Input<'tier.saveCard'>> = {}) =>
  (
    await operator.must('tier.saveCard', {
      id: null,
      name: '咖啡月卡',
      validDays: 30,
      gives,
      points: 100,
      stockTotal: null,
      perMemberLimit: null,
      ended: false,
      ...more,
    })
  ).card

test('tier.buyCard takes the points and gives the card at once; the next one follows on it', async () => {
  const { id } = await kind({ perMemberLimit: 2 })
  const person = await world.member()
  await world.setBalance(person, 250)
  const offers = await person.must('tier.myCards', {})
  expect(offers.held).toEqual([])
  expect(offers.onSale[0]).toMatchObject({ cardId: id, points: 100, mayBuy: 2, benefits: ['积分 2 倍', '专属座位'] })
  const key = newKey()
  const first = await person.must('tier.buyCard', { cardId: id, pointsSeen: 100 }, key)
  expect(first).toMatchObject({ points: 100, balanceAfter: 150, card: { name: '咖啡月卡', waiting: false } })
  expect(await person.must('tier.buyCard', { cardId: id, pointsSeen: 100 }, key)).toEqual(first)
  expect(await benefitsOf(world.db.manager, person.memberId, world.clock.now())).toMatchObject({ pointsPermille: 2000 })
  const second = await person.must('tier.buyCard', { cardId: id, pointsSeen: 100 })
  expect(second.card).toMatchObject({ waiting: true, from: first.card.until })
  expect(Date.parse(second.card.until) - Date.parse(first.card.until)).toBe(30 * DAY_MS)
  const mine = await person.must('tier.mine', {})
  expect([mine.cards.length, mine.gives.pointsPermille]).toEqual([2, 2000])
  expect((await person.send('tier.buyCard', { cardId: id, pointsSeen: 100 })).code).toBe('item_limit')
})

test('a card ends by time, and keeps until then what it was given with', async () => {
  const { id } = await kind({ validDays: 1 })
  const person = await world.member()
  await world.setBalance(person, 100)
  const { card } = await person.must('tier.buyCard', { cardId: id, pointsSeen: 100 })
  await kind({ id, gives: NEUTRAL })
  const at = (ms: number) => benefitsOf(world.db.manager, person.memberId, new Date(Date.parse(card.until) + ms))
  expect(await at(-1)).toMatchObject({ pointsPermille: 2000 })
  expect(await at(0)).toMatchObject({ pointsPermille: 1000 })
})

test('refuses another price, too few points, and what is not for sale; and nothing moves', async () => {
  const { id } = await kind()
  const hidden = await kind({ points: null })
  const over = await kind({ ended: true })
  const person = await world.member()
  await world.setBalance(person, 99)
  const buy = async (cardId: string, pointsSeen: number) =>
    (await person.send('tier.buyCard', { cardId, pointsSeen })).code
  expect(await buy(id, 90)).toBe('quote_changed')
  expect(await buy(id, 100)).toBe('points_short')
  expect(await buy(hidden.id, 100)).toBe('not_found')
  expect(await buy(over.id, 100)).toBe('not_found')
  expect(await buy('999999', 100)).toBe('not_found')
  expect(await world.db.manager.countBy(Holdings, { memberId: person.memberId })).toBe(0)
  expect((await person.must('points.balance', {})).available).toBe(99)
  const listed = (await person.must('tier.myCards', {})).onSale.map((card) => card.cardId)
  expect(listed).not.toContain(hidden.id)
  expect(listed).not.toContain(over.id)
})

test('fifty at once for the last card: one has it, nobody else has paid', async () => {
  const { id } = await kind({ stockTotal: 1 })
  const people = await Promise.all(Array.from({ length: 50 }, () => world.member()))
  for (const person of people) await world.setBalance(person, 100)
  const answers = await Promise.all(
    people.map((person) => person.send('tier.buyCard', { cardId: id, pointsSeen: 100 })),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set([undefined, 'item_sold_out']))
  expect(await world.db.manager.countBy(Holdings, { cardId: id })).toBe(1)
  const balances = await Promise.all(people.map(async (person) => (await person.must('points.balance', {})).available))
  expect(balances.filter((available) => available === 0)).toHaveLength(1)
  expect((await operator.must('tier.cards', {})).rows.find((card) => card.id === id)).toMatchObject({ stockLeft: 0 })
}, 120_000)

test('tier.grantCard gives one by hand with its reason; the same cause never twice', async () => {
  const { id } = await kind({ points: null })
  const person = await world.member()
  const { card } = await operator.must('tier.grantCard', { memberId: person.memberId, cardId: id, reason: '老客回馈' })
  expect(card).toMatchObject({ name: '咖啡月卡', waiting: false })
  const [held] = await world.db.manager.findBy(Holdings, { memberId: person.memberId })
  expect(held).toMatchObject({
    source: 'grant',
    reason: '老客回馈',
    actor: `operator:${operator.operatorId}`,
    points: 0,
  })
  const again = () =>
    inTransaction(world.db, async (tx) => {
      await lockMember(tx, person.memberId)
      const { memberId, cardId, source, sourceKey, reason, actor } = held as HoldingRow
      return holdCard(tx, { memberId, cardId, source, sourceKey, reason, actor, now: world.clock.now() })
    })
  expect((await again()).id).toBe(held?.id)
  const viewer = await world.operator('viewer')
  expect((await viewer.send('tier.grantCard', { memberId: person.memberId, cardId: id, reason: '试' })).code).toBe(
    'not_allowed',
  )
  expect((await operator.send('tier.grantCard', { memberId: '999999', cardId: id, reason: '试' })).code).toBe(
    'not_found',
  )
})

test('tier.saveCard: a stock below what went is refused, and a viewer changes nothing', async () => {
  const { id } = await kind({ stockTotal: 5 })
  const person = await world.member()
  await world.setBalance(person, 200)
  await person.must('tier.buyCard', { cardId: id, pointsSeen: 100 })
  await person.must('tier.buyCard', { cardId: id, pointsSeen: 100 })
  const wanted = { id, name: '咖啡月卡', validDays: 30, gives, points: 100, perMemberLimit: null, ended: false }
  expect((await operator.send('tier.saveCard', { ...wanted, stockTotal: 1 })).code).toBe('input_invalid')
  expect((await operator.must('tier.saveCard', { ...wanted, stockTotal: 8 })).card).toMatchObject({ stockLeft: 6 })
  const viewer = await world.operator('viewer')
  expect((await viewer.send('tier.saveCard', { ...wanted, stockTotal: 9 })).code).toBe('not_allowed')
})
