import { inTransaction } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { leaveToTest, paymentHands, type Payer } from '../test-payments'
import { Shippings } from './entities'
import { tellShippings } from './tell-shipping'
import { wantShipping } from './want-shipping'

let world: World
let hands: ReturnType<typeof paymentHands>
beforeAll(async () => {
  world = await startWorld()
  await leaveToTest(world)
  hands = paymentHands(world)
})
afterAll(() => stopWithPromisesKept(world))
afterEach(() => hands.control('fault', { clear: true }))

const UPLOAD = '/wxa/sec/order/upload_shipping_info'

type Wanted = Omit<Parameters<typeof wantShipping>[1], 'paymentId' | 'now'>
const want = ({ payment }: Payer, wanted: Wanted) =>
  inTransaction(world.db, (tx) => wantShipping(tx, { paymentId: payment.id, now: world.clock.now(), ...wanted }))

const pickUp: Wanted = { part: 1, logistics: 'pickup', itemDesc: '海盐卷四个' }
const rowsOf = ({ payment }: Payer) =>
  world.db.manager.find(Shippings, { where: { paymentId: payment.id }, order: { part: 'ASC' } })
const tell = () => tellShippings(world.platform, world.clock.now())
const there = ({ payment }: Payer) => world.simulator.world.shipping.byTransaction.get(payment.transactionId ?? '')

test('what is picked up is told once, as picked up; told again it is known', async () => {
  const payer = await hands.paid()
  await want(payer, pickUp)
  await want(payer, pickUp)
  await Promise.all([tell(), tell()])
  expect(await rowsOf(payer)).toMatchObject([{ state: 'done', dueAt: null, lastError: null }])
  expect(there(payer)).toMatchObject({ logisticsType: 4, parcels: [{ itemDesc: '海盐卷四个' }] })
  // As after a crash between WeChat's answer and our row.
  await world.db.manager.update(
    Shippings,
    { paymentId: payer.payment.id },
    { state: 'wanted', dueAt: world.clock.now() },
  )
  await tell()
  expect(await rowsOf(payer)).toMatchObject([{ state: 'done' }])
})

test('two parcels by a carrier', async () => {
  const payer = await hands.paid()
  const parcel = { logistics: 'express', carrier: 'SF', contact: '138****5678', itemDesc: '挂耳咖啡' } as const
  await want(payer, { ...parcel, part: 1, trackingNo: 'SF1001' })
  await want(payer, { ...parcel, part: 2, trackingNo: 'SF1002' })
  await tell()
  world.clock.advance(60_001)
  await tell()
  expect((await rowsOf(payer)).map(({ state }) => state)).toEqual(['done', 'done'])
  expect(
    there(payer)
      ?.parcels.map(({ trackingNo }) => trackingNo)
      .toSorted(),
  ).toEqual(['SF1001', 'SF1002'])
})

test('WeChat is away: tried again; refused for good: shown to a person', async () => {
  const [later, never] = [await hands.paid(), await hands.paid()]
  await hands.control('fault', { path: UPLOAD, errcode: 10060019 })
  await want(later, pickUp)
  await tell()
  expect(await rowsOf(later)).toMatchObject([{ state: 'wanted', attempts: 1 }])
  world.clock.advance(6_000)
  await tell()
  expect(await rowsOf(later)).toMatchObject([{ state: 'done' }])
  await want(never, { ...pickUp, logistics: 'express' })
  await tell()
  expect(await rowsOf(never)).toMatchObject([{ state: 'failed', dueAt: null }])
  const { tasks } = await (await world.operator('viewer')).must('payment.tasks', {})
  expect(tasks.filter(({ paymentId }) => paymentId === never.payment.id)).toMatchObject([{ kind: 'shipping_failed' }])
})

test('nothing is told of what was not paid, or went back whole', async () => {
  const unpaid = await hands.wanted()
  await expect(want(unpaid, pickUp)).rejects.toMatchObject({ code: 'payment_not_paid' })
  const payer = await hands.paid()
  await want(payer, pickUp)
  await hands.askBack(payer, payer.payment.amountFen)
  await tell()
  expect(there(payer)).toBeUndefined()
  expect(await rowsOf(payer)).toMatchObject([{ state: 'done' }])
})

test('reminded by WeChat, what it refused is told once more', async () => {
  const payer = await hands.paid()
  await want(payer, pickUp)
  await hands.control('fault', { path: UPLOAD, errcode: 10_060_014 })
  await tell()
  expect(await rowsOf(payer)).toMatchObject([{ state: 'failed', dueAt: null }])
  const reminded = {
    event: 'trade_manage_remind_shipping',
    transactionId: payer.payment.transactionId,
    merchantTradeNo: '',
  }
  await inTransaction(world.db, (tx) => announce(tx, 'wechat.trade', reminded, world.clock.now()))
  await hands.arrive()
  await tell()
  expect(await rowsOf(payer)).toMatchObject([{ state: 'done' }])
})
