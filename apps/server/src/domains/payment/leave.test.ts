import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { inTransaction } from '#server/platform/db/tx'
import { movePayments } from './move'
import { leaveToTest, paymentHands } from './test-payments'

let world: World
let hands: ReturnType<typeof paymentHands>
beforeAll(async () => {
  world = await startWorld()
  await leaveToTest(world)
  hands = paymentHands(world)
})
afterAll(() => stopWithPromisesKept(world))

test('an export holds what was paid and what went back, and nothing of how the shop goes about it', async () => {
  const payer = await hands.paid()
  await hands.askBack(payer, 500)
  const { sections } = await payer.person.must('privacy.export', {})
  const rowsOf = (name: string) => sections.find((section) => section.name === name)?.rows ?? []
  expect(rowsOf('payments')).toMatchObject([{ amountFen: 1990, state: 'paid', openId: payer.payment.openId }])
  expect(rowsOf('refunds')).toMatchObject([{ amountFen: 500, reason: '不要了' }])
  expect(JSON.stringify(sections)).not.toContain('notifyUrl')
})

test('who leaves: what is unpaid is closed, what was paid stays without who paid, and money still goes back', async () => {
  const payer = await hands.paid()
  await hands.askBack(payer, 1990)
  await payer.person.must('privacy.leave', { confirmed: true })
  expect(await hands.look(payer)).toMatchObject({ state: 'paid', openId: null, memberId: payer.person.memberId })
  await hands.settle()
  world.clock.advance(6_000)
  await hands.arrive()
  await hands.settle()
  expect((await hands.look(payer)).refunds).toMatchObject([{ state: 'done' }])

  const unpaid = await hands.wanted()
  await hands.atSheet(unpaid, 'cancel')
  await unpaid.person.must('privacy.leave', { confirmed: true })
  await hands.settle()
  expect(await hands.look(unpaid)).toMatchObject({ state: 'closed' })
})

test('a membership that is taken over hands on what it paid', async () => {
  const payer = await hands.paid()
  const other = await world.member()
  await inTransaction(world.db, (tx) => movePayments(tx, payer.person.memberId, other.memberId))
  expect((await other.must('payment.mine', {})).rows).toMatchObject([{ id: payer.payment.id }])
})
