import { randomUUID } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import { memberById } from '#server/domains/member/member-of'
import { engineOf } from '#server/platform/db/connect'
import { inTransaction } from '#server/platform/db/tx'
import { Events } from '#server/platform/events/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { bindCustomer } from './bind'
import { Customers, Distributors, Settings, Terms, Touches } from './entities'
import { distributionHands } from './test-distribution'

let world: World
let op: OperatorClient
let hands: ReturnType<typeof distributionHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = distributionHands(world)
})
beforeEach(async () => {
  op = await world.operator('owner')
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const boundTo = async ({ memberId }: { memberId: string }) =>
  (await world.db.manager.findOneBy(Customers, { customerId: memberId }))?.distributorId ?? null

test('off until an operator publishes, who has confirmed the one-level rule (P8)', async () => {
  const member = await world.member()
  expect(await op.must('distribution.settings', {})).toEqual({ inForce: null, newest: null, pausedAt: null })
  const nothing = { on: false, mayApply: false, state: null, scene: null, rules: [], customers: 0, payout: null }
  expect(await member.must('distribution.mine', {})).toMatchObject(nothing)
  expect((await member.send('distribution.apply', { words: '我想试试' })).code).toBe('applications_closed')
  expect((await op.send('distribution.pause', {})).code).toBe('distribution_off')
  const { host, scene } = await hands.distributor(op)
  const early = await hands.customer(scene)
  await hands.buy(op, early, 2000)
  await hands.heard()
  expect([await boundTo(early), await hands.entries(host)]).toEqual([null, []])
  const { inForce, newest: body } = await hands.publish(op)
  expect(inForce?.rules.join()).toMatch(/只有一级/)
  const unread = { body, confirmedOneLevel: false } as Input<'distribution.publish'>
  expect((await op.send('distribution.publish', unread)).code).toBe('distribution_unconfirmed')
  expect(await world.db.manager.count(Settings)).toBe(1)
  expect((await member.must('distribution.mine', {})).mayApply).toBe(true)
})

test('distribution.publish and pause: versions, each for its time; no refund window below seven days; nobody without leave', async () => {
  const { inForce } = await hands.publish(op, { rate: { by: 'fixed', amountFen: 300 } })
  const again = await hands.publish(op)
  expect(again.inForce?.version).toBe((inForce?.version ?? 0) + 1)
  const { host, scene } = await hands.distributor(op)
  const customer = await hands.customer(scene)
  await op.must('distribution.pause', {})
  expect((await host.must('distribution.mine', {})).on).toBe(false)
  expect((await host.send('distribution.code', {})).code).toBe('distribution_off')
  await hands.buy(op, customer, 2000)
  const nobodys = await hands.customer(scene)
  expect([await hands.figures(host), await boundTo(nobodys)]).toEqual([expect.objectContaining({ frozenFen: 0 }), null])
  await hands.publish(op)
  const short = { body: { ...again.newest, refundDays: 6 }, confirmedOneLevel: true }
  expect((await op.send('distribution.publish', short as never)).code).toBe('input_invalid')
  const viewer = await world.operator('viewer')
  expect((await viewer.must('distribution.settings', {})).inForce).not.toBeNull()
  expect((await viewer.send('distribution.pause', {})).code).toBe('not_allowed')
})

test('distribution.apply and review: read by a person, who says why not; ten at once are one', async () => {
  const member = await world.member()
  const all = await Promise.all(
    Array.from({ length: 10 }, () => member.send('distribution.apply', { words: '街坊都认识我' })),
  )
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(all.flatMap(({ code }) => code ?? []).every((code) => code === 'distributor_already')).toBe(true)
  const { memberId } = member
  const { rows } = await op.must('distribution.distributors', { state: 'applied' })
  expect(rows[0]).toMatchObject({ memberId, words: '街坊都认识我', state: 'applied' })
  await op.must('distribution.review', { memberId, accept: false, reason: '先多来几次' })
  expect(await member.must('distribution.mine', {})).toMatchObject({
    state: 'ended',
    reason: '先多来几次',
    scene: null,
  })
  const twice = { memberId, accept: true, reason: '可以' }
  expect((await op.send('distribution.review', twice)).code).toBe('nothing_to_review')
  expect((await op.send('distribution.stop', { memberId, how: 'paused', reason: '停' })).code).toBe(
    'distributor_not_active',
  )
  await member.must('distribution.apply', { words: '来过十次了' })
  const { distributor } = await op.must('distribution.review', { memberId, accept: true, reason: '欢迎' })
  expect(distributor).toMatchObject({ state: 'active', customers: 0, dueFen: 0 })
  await hands.publish(op, { applications: false })
  const late = await world.member()
  expect((await late.send('distribution.apply', { words: '我也想' })).code).toBe('applications_closed')
  await hands.publish(op)
})

test('distribution.designate and stop: one scene for ever, terms told apart, once for many at once', async () => {
  const host = await world.member()
  const { memberId } = host
  const key = randomUUID()
  const calls = [0, 1, 2, 3, 4].map((at) =>
    op.send('distribution.designate', { memberId }, at < 2 ? key : randomUUID()),
  )
  const done = await Promise.all(calls)
  expect(done.some(({ status }) => status === 200)).toBe(true)
  expect(await world.db.manager.countBy(Terms, { distributorId: memberId })).toBe(1)
  const { scene } = await host.must('distribution.mine', {})
  expect(scene).toMatch(/^d:[\w-]{22}$/)
  const code = await host.must('distribution.code', {})
  expect(code).toMatchObject({ scene, image: expect.stringMatching(/^data:image\//) as string })
  const customer = await hands.customer(scene ?? '')
  expect((await customer.send('distribution.code', {})).code).toBe('distributor_not_active')
  await op.must('distribution.stop', { memberId, how: 'paused', reason: '先停一停' })
  expect(await host.must('distribution.mine', {})).toMatchObject({ state: 'paused', reason: '先停一停', scene: null })
  const purchaseId = await hands.buy(op, customer, 5000)
  await hands.heard()
  expect(await hands.commission(purchaseId)).toBeNull()
  await op.must('distribution.designate', { memberId })
  expect((await host.must('distribution.mine', {})).scene).toBe(scene)
  await hands.buy(op, customer, 5000)
  await hands.heard()
  expect((await hands.figures(host)).frozenFen).toBe(500)
  await op.must('distribution.stop', { memberId, how: 'ended', reason: '不做了' })
  expect((await op.send('distribution.designate', { memberId: '999999999' })).code).toBe('not_found')
})

test('distribution.touch: told that somebody earns, gives nothing, the first counts, members are nobody’s', async () => {
  const [a, b] = [await hands.distributor(op), await hands.distributor(op)]
  const visitor = await world.visitor(randomUUID())
  const first = await visitor.must('distribution.touch', { scene: a.scene })
  expect(first.counts).toBe(true)
  expect(first.words).toMatch(/佣金/)
  expect(await visitor.must('distribution.touch', { scene: b.scene })).toEqual({ counts: false, words: '' })
  expect((await visitor.call('distribution.touch', { scene: 'd:nobody' })).code).toBe('not_found')
  expect((await b.host.must('distribution.touch', { scene: a.scene })).counts).toBe(false)
  const person = await world.visitor(randomUUID())
  await Promise.all(
    Array.from({ length: 10 }, (_, at) => person.call('distribution.touch', { scene: at % 2 ? a.scene : b.scene })),
  )
  const joined = [await hands.join(visitor), await hands.join(person)]
  await hands.heard()
  const [one, other] = [await boundTo(joined[0] ?? a.host), await boundTo(joined[1] ?? a.host)]
  expect(one).toBe(a.host.memberId)
  expect([a.host.memberId, b.host.memberId]).toContain(other)
  expect(await world.db.manager.count(Touches)).toBe(0)
  const stranger = await world.member()
  await hands.buy(op, stranger, 2000)
  await hands.buy(op, a.host, 2000)
  await hands.heard()
  expect(await hands.entries(a.host)).toEqual([])
})

test('while somebody is bound they buy nothing: a purchase is seen by the binding, or heard of after it', async () => {
  const { host, scene } = await hands.distributor(op)
  const { memberId } = await hands.customer(scene)
  const { manager } = world.db
  const { userFingerprint: person, joinedAt: at } = await memberById(manager, memberId)
  await manager.delete(Customers, { customerId: memberId })
  await manager.insert(Touches, { person, distributorId: host.memberId, at })
  // SQLite has one writer at a time.
  const buyable = () =>
    engineOf(world.db) === 'sqlite'
      ? Promise.resolve([])
      : world.db.query('SELECT id FROM member WHERE id IN (?, ?) FOR UPDATE SKIP LOCKED', [memberId, host.memberId])
  const free = await inTransaction(world.db, async (tx) => {
    await bindCustomer(tx, { memberId, returning: false }, world.clock.now())
    return buyable()
  })
  expect([free, await boundTo({ memberId })]).toEqual([[], host.memberId])
})

test('one level: who becomes a distributor earns nothing for the one who brought them', async () => {
  const top = await hands.distributor(op)
  const middle = await hands.customer(top.scene)
  const first = await hands.buy(op, middle, 3000)
  await hands.heard()
  expect((await hands.commission(first))?.amountFen).toBe(300)
  await op.must('distribution.designate', { memberId: middle.memberId })
  const { scene } = await middle.must('distribution.mine', {})
  const low = await hands.customer(scene ?? '')
  const bought = await hands.buy(op, low, 4000)
  const own = await hands.buy(op, middle, 5000)
  await hands.heard()
  expect(await hands.commission(bought)).toMatchObject({ distributorId: middle.memberId, amountFen: 400 })
  expect(await hands.commission(own)).toBeNull()
  expect((await hands.entries(top.host)).map(({ amountFen }) => amountFen)).toEqual([300])
  const columns = world.db.getMetadata('commission').columns.map(({ propertyName }) => propertyName)
  expect(columns.filter((name) => /distributor/i.test(name))).toEqual(['distributorId'])
  expect(
    world.db.getMetadata(Distributors).columns.some(({ propertyName }) => /parent|above|upper/i.test(propertyName)),
  ).toBe(false)
})

test('distribution.customers and statement: masked, each line with what was mine after it', async () => {
  const { host, scene } = await hands.distributor(op)
  const customer = await hands.customer(scene)
  for (const fen of [1000, 2000, 3000]) await hands.buy(op, customer, fen)
  await hands.heard()
  const { rows } = await host.must('distribution.customers', {})
  expect(rows).toEqual([
    expect.objectContaining({ name: expect.stringMatching(/^会员/) as string, commissionFen: 600 }),
  ])
  const lines = await host.must('distribution.statement', {})
  expect(lines.rows.map(({ amountFen, balanceFen }) => [amountFen, balanceFen])).toEqual([
    [300, 600],
    [200, 300],
    [100, 100],
  ])
  expect(lines.rows[0]?.words).toMatch(/^会员\d{4}消费，佣金入账$/)
  const { rows: none } = await customer.must('distribution.statement', {})
  expect(none).toEqual([])
  const events = await world.db.manager.findBy(Events, { name: 'distribution.earned' })
  expect(events.filter(({ data }) => data['distributorId'] === host.memberId)).toHaveLength(3)
})
