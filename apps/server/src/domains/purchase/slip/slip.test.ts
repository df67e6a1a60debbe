import { stopWithPromisesKept } from '#test/promises'
import type { World } from '#test/world'
import { Purchases } from '../entities'
import { createBillHands, BASKET, refusalOf, startBillWorld } from '../test-bills'
import { cancelSlip } from './cancel'
import { presentSlip, slipById } from './present'
import { writeSlip } from './write'

const DAY_MS = 86_400_000

let world: World
let hands: ReturnType<typeof createBillHands>
beforeAll(async () => {
  world = await startBillWorld()
  hands = createBillHands(world)
})
afterAll(() => stopWithPromisesKept(world))

let receipts = 0
const write = (receiptNo = `SL-${(receipts += 1)}`) =>
  hands.unit((tx) =>
    writeSlip(tx, {
      ...{ storeId: world.shop.stores.wutong, staffId: '1', basket: BASKET, receiptNo, now: world.clock.now() },
    }),
  )
const sceneOf = async (slipId: string) => (await slipById(world.db.manager, slipId)).scene

test('somebody who is no member sees what it would give; joins, claims, and has it as of when it was bought', async () => {
  const slipId = await write()
  const scene = await sceneOf(slipId)
  expect(scene).toMatch(/^r\.[\w-]{22}$/)
  const visitor = await world.visitor()
  const { slip } = await visitor.must('purchase.slip', { scene })
  expect(slip).toMatchObject({ state: 'open', amountFen: 4400, earn: { points: 44 + 50 }, isMine: false })
  expect((await visitor.send('purchase.claimSlip', { scene })).code).toBe('join_needed')
  world.clock.advance(2 * DAY_MS)
  const person = await world.member()
  const { points: before } = await hands.balances(person)
  const claimed = await person.must('purchase.claimSlip', { scene })
  expect(claimed.earned).toMatchObject({ points: 94, growth: 44 })
  expect(claimed.slip).toMatchObject({ state: 'claimed', isMine: true, earn: { points: 94 } })
  expect((await hands.balances(person)).points).toBe(before + 94)
  const row = await world.db.manager.findOneByOrFail(Purchases, { id: claimed.slip.purchaseId ?? '' })
  expect(row).toMatchObject({ memberId: person.memberId, paidFen: 4400, receiptNo: slip.receiptNo })
  expect(row.at.toISOString()).toBe(slip.boughtAt)
  expect((await person.must('purchase.claimSlip', { scene })).slip).toEqual(claimed.slip)
  expect((await hands.balances(person)).points).toBe(before + 94)
  const other = await world.member()
  expect((await other.send('purchase.claimSlip', { scene })).code).toBe('slip_used')
  expect((await other.must('purchase.slip', { scene })).slip).toMatchObject({
    ...{ state: 'claimed', isMine: false, purchaseId: null, earn: { points: 0 } },
  })
})

test('many at once: one has it', async () => {
  const scene = await sceneOf(await write())
  const people = await Promise.all(Array.from({ length: 8 }, () => world.member()))
  const answers = await Promise.all(people.map((person) => person.send('purchase.claimSlip', { scene })))
  expect(answers.map((one) => one.code ?? 'ok').sort()).toEqual(['ok', ...Array.from({ length: 7 }, () => 'slip_used')])
})

test('not after its time, not when cancelled, not by guessing', async () => {
  const person = await world.member()
  const late = await sceneOf(await write())
  const cancelled = await write()
  await hands.unit((tx) => cancelSlip(tx, { slipId: cancelled, now: world.clock.now() }))
  await hands.unit((tx) => cancelSlip(tx, { slipId: cancelled, now: world.clock.now() }))
  const code = async (scene: string) => (await person.send('purchase.claimSlip', { scene })).code
  expect(await code(await sceneOf(cancelled))).toBe('slip_over')
  expect((await presentSlip(world.db.manager, cancelled, null, world.clock.now())).state).toBe('cancelled')
  expect(await code('r.nothing')).toBe('not_found')
  expect((await person.send('purchase.slip', { scene: 'r.nothing' })).code).toBe('not_found')
  world.clock.advance(7 * DAY_MS)
  await person.relogin()
  expect(await code(late)).toBe('slip_over')
  expect((await person.must('purchase.slip', { scene: late })).slip.state).toBe('over')
})

test('claim against cancel: one of them', async () => {
  for (let round = 0; round < 5; round += 1) {
    const slipId = await write()
    const scene = await sceneOf(slipId)
    const person = await world.member()
    const [claimed, cancelled] = await Promise.all([
      person.send('purchase.claimSlip', { scene }).then((one) => one.code ?? 'ok'),
      refusalOf(hands.unit((tx) => cancelSlip(tx, { slipId, now: world.clock.now() }))),
    ])
    expect([
      ['ok', 'slip_used'],
      ['slip_over', 'ok'],
    ]).toContainEqual([claimed, cancelled])
    expect(await hands.purchasesOf(person)).toBe(claimed === 'ok' ? 1 : 0)
  }
})

test('a receipt’s number is one: of a slip, of a purchase, or of neither', async () => {
  await write('ONE')
  expect(await refusalOf(write('ONE'))).toBe('receipt_taken')
  const both = await Promise.all(Array.from({ length: 5 }, () => refusalOf(write('TWO'))))
  expect(both.sort()).toEqual(['ok', ...Array.from({ length: 4 }, () => 'receipt_taken')])
  const person = await world.member()
  await world.setBalance(person, 0)
  await hands.confirm(await hands.open(person, { receiptNo: 'THREE' }))
  expect(await refusalOf(write('THREE'))).toBe('receipt_taken')
  // Written first, recorded for a member meanwhile: nobody gets it twice.
  const scene = await sceneOf(await write('FOUR'))
  await hands.confirm(await hands.open(person, { receiptNo: 'FOUR' }))
  expect((await (await world.member()).send('purchase.claimSlip', { scene })).code).toBe('receipt_taken')
})
