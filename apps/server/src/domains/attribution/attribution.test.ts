import { randomUUID } from 'node:crypto'
import { IsNull, Not } from 'typeorm'
import { addDays } from '@huitou/shared/kit/day'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Jobs } from '#server/platform/jobs/entities'
import { jobs } from '#server/worker'
import { wholeTablesRead } from '#test/plans'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Joined } from './entities'

let world: World
let operator: Awaited<ReturnType<World['operator']>>
let today: number
let wutong: string
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
  wutong = world.shop.stores.wutong
  today = (await (await world.staff('clerk')).must('channel.walkIns', { storeId: wutong })).today
})
afterAll(() => world.stop())

async function joinThrough(scene: string) {
  const visitor = await world.visitor()
  await visitor.must('joining.landing', { scene })
  const { member } = await visitor.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
  return { ...visitor, memberId: member.id }
}

const buy = async (memberId: string, paidFen: number) => {
  const receiptNo = randomUUID().slice(0, 20)
  return (await operator.must('purchase.record', { memberId, storeId: wutong, receiptNo, paidFen })).purchase
}

const giveBack = (purchaseId: string, amountFen: number) =>
  operator.must('purchase.refund', { purchaseId, refundKey: 'one', reason: '退货', what: { by: 'amount', amountFen } })

const counted = (memberId: string, spentFen: number) =>
  until(async () => (await world.db.manager.findOneBy(Joined, { memberId }))?.spentFen === spentFen)

const span = () => ({ from: addDays(today, -13), until: today })

test('a clerk’s own code: scans, joins, who bought, against the target; ranking and report say the same', async () => {
  const [clerk, idle, manager] = [await world.staff('clerk'), await world.staff('clerk'), await world.staff('manager')]
  await manager.must('channel.setTarget', { staffId: clerk.staffId, daily: 4 })
  const { code } = await clerk.must('channel.myCode', {})
  const [first, second] = [await joinThrough(code.scene), await joinThrough(code.scene)]
  await (await world.visitor()).must('joining.landing', { scene: code.scene })
  const kept = await buy(first.memberId, 3000)
  await giveBack(kept.id, 1200)
  const gone = await buy(second.memberId, 500)
  await giveBack(gone.id, 500)
  await counted(first.memberId, 1800)
  await counted(second.memberId, 0)
  const some = { scans: 3, joins: 2, buyers: 1 }
  await until(async () => (await clerk.must('attribution.mine', {})).today.scans === 3)
  const mine = await clerk.must('attribution.mine', {})
  expect(mine).toMatchObject({ today: some, month: some, target: 4 })
  expect(mine.lines[0]).toContain('见面礼券、50 积分')
  expect(mine.offer).toBe('入会就送 见面礼券、50 积分')
  expect(await idle.must('attribution.mine', {})).toMatchObject({ today: { scans: 0, joins: 0 }, target: 0 })
  const { rows } = await manager.must('attribution.ranking', { storeId: wutong })
  expect(rows[0]).toEqual({ staffId: clerk.staffId, name: '小方', today: some, month: some, target: 4 })
  const staff = await operator.must('attribution.report', { by: 'staff', ...span() })
  expect(staff.rows.find(({ id }) => id === clerk.staffId)).toMatchObject({
    ...{ ...some, consents: 2, spentFen: 1800, joinPermille: 666, buyPermille: 500 },
    ...{ speed: 'low', quality: null },
  })
})

test('sources and codes: share, cost per new member, grades; who came by themselves too', async () => {
  const { code } = await operator.must('channel.addCode', { kind: 'field', label: '地推小李' })
  for (let come = 0; come < 3; come += 1) await joinThrough(code.scene)
  const alone = await world.member()
  await counted(alone.memberId, 0)
  // Spread over twenty days, of which the report sees ten.
  const cost = { from: addDays(today, -9), until: addDays(today, 10), amountFen: 2000, note: '地推' }
  await operator.must('channel.addCost', { codeId: code.id, ...cost })
  await until(async () => {
    const { rows } = await operator.must('attribution.report', { by: 'code', ...span() })
    return rows.find(({ id }) => id === code.id)?.joins === 3
  })
  const { rows, days, complete, total } = await operator.must('attribution.report', { by: 'code', ...span() })
  expect(rows.find(({ id }) => id === code.id)).toMatchObject({
    name: '地推小李',
    costFen: 1000,
    cacFen: 333,
    speed: 'fair',
  })
  expect(rows.find(({ id }) => id === '0')?.name).toBe('自己来的')
  expect([days, complete]).toEqual([14, false])
  const sources = await operator.must('attribution.report', { by: 'source', ...span() })
  expect(sources.rows.find(({ name }) => name === '地推')).toMatchObject({ joins: 3, cacFen: 333 })
  expect(sources.rows.reduce((sum, row) => sum + row.joins, 0)).toBe(total.joins)
})

test('a store’s report reckons what it cost in that store, not what the same person’s codes cost elsewhere', async () => {
  const { riverside } = world.shop.stores
  const { staffId } = await world.staff('clerk', [wutong, riverside])
  const manager = await world.staff('manager')
  const fieldIn = async (storeId: string) =>
    (await operator.must('channel.addCode', { kind: 'field', label: '地推', storeId, staffId })).code
  const [here, there] = [await fieldIn(wutong), await fieldIn(riverside)]
  const cost = { from: today, until: today, note: '地推' }
  await operator.must('channel.addCost', { codeId: here.id, amountFen: 100, ...cost })
  await operator.must('channel.addCost', { codeId: there.id, amountFen: 5000, ...cost })
  await joinThrough(here.scene)
  const row = async () => {
    const { rows } = await manager.must('attribution.storeReport', { storeId: wutong, by: 'staff', ...span() })
    return rows.find(({ id }) => id === staffId)
  }
  await until(async () => (await row())?.joins === 1)
  expect(await row()).toMatchObject({ costFen: 100, cacFen: 100 })
  const { rows } = await operator.must('attribution.report', { by: 'staff', ...span() })
  expect(rows.find(({ id }) => id === staffId)).toMatchObject({ costFen: 5100 })
})

test('capture: walk-ins against what the store’s codes brought on the days that were counted', async () => {
  const clerk = await world.staff('clerk')
  const manager = await world.staff('manager')
  await clerk.must('channel.enterWalkIns', { storeId: wutong, day: today, people: 100 })
  await clerk.must('channel.enterWalkIns', { storeId: wutong, day: addDays(today, -1), people: 100 })
  const { rows } = await manager.must('attribution.storeReport', { storeId: wutong, by: 'store', ...span() })
  const [store] = rows
  expect(rows).toHaveLength(1)
  expect(store).toMatchObject({ name: '梧桐路店', walkIns: 200, joinCapturePermille: (store?.joins ?? 0) * 5 })
  // Who walked past the codes of a store is told where nobody scanned.
  const { riverside } = world.shop.stores
  const there = await world.staff('manager', [riverside])
  await there.must('channel.enterWalkIns', { storeId: riverside, day: today, people: 40 })
  const quiet = await there.must('attribution.storeReport', { storeId: riverside, by: 'store', ...span() })
  expect(quiet.rows).toMatchObject([{ name: '滨江店', scans: 0, walkIns: 40, scanCapturePermille: 0 }])
  expect((await there.must('attribution.storeReport', { storeId: riverside, by: 'code', ...span() })).rows).toEqual([])
})

test('after a sale to no member: who joins by the receipt, or by the code beside it, counts for the clerk, the store and that source', async () => {
  const clerk = await world.staff('clerk')
  const mustCount = async (joins: number) => {
    await until(async () => (await clerk.must('attribution.mine', {})).today.joins === joins)
  }
  const { slip } = await clerk.must('counter.writeSlip', { storeId: wutong, amountFen: 2400 })
  const buyer = await world.visitor()
  const { joinScene } = await buyer.must('purchase.slip', { scene: slip.scene })
  const { code } = await clerk.must('channel.payCode', { storeId: wutong })
  expect(joinScene).toBe(code.scene)
  await buyer.must('joining.landing', { scene: code.scene })
  await buyer.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
  await buyer.must('purchase.claimSlip', { scene: slip.scene })
  expect((await buyer.must('purchase.slip', { scene: slip.scene })).joinScene).toBeNull()
  await mustCount(1)
  const { memberId } = await joinThrough(code.scene)
  await counted(memberId, 0)
  await mustCount(2)
  const rows = async (by: 'source' | 'store' | 'code') =>
    (await operator.must('attribution.report', { by, ...span() })).rows
  expect((await rows('source')).find(({ name }) => name === '支付后入会')).toMatchObject({ joins: 2 })
  expect((await rows('code')).find(({ id }) => id === code.id)).toMatchObject({ name: '小方 收银台', joins: 2 })
  const { line } = await clerk.must('attribution.payLine', { storeId: wutong })
  expect(line).toContain('见面礼券、50 积分')
  const there = { storeId: world.shop.stores.riverside }
  expect((await clerk.send('attribution.payLine', there)).code).toBe('store_not_yours')
  // Ended by an operator: the receipt still works, and nobody is counted by it.
  await operator.must('channel.endCode', { codeId: code.id })
  expect((await (await world.visitor()).must('purchase.slip', { scene: slip.scene })).joinScene).toBeNull()
})

test('who may ask, and for how long', async () => {
  const manager = await world.staff('manager')
  const elsewhere = { storeId: world.shop.stores.riverside }
  expect((await manager.send('attribution.storeReport', { ...elsewhere, by: 'code', ...span() })).code).toBe(
    'store_not_yours',
  )
  expect((await manager.send('attribution.ranking', elsewhere)).code).toBe('store_not_yours')
  const clerk = await world.staff('clerk')
  expect((await clerk.send('attribution.ranking', { storeId: wutong })).code).toBe('not_allowed')
  const asked = { storeId: wutong, by: 'code' as const, ...span() }
  expect((await clerk.send('attribution.storeReport', asked)).code).toBe('not_allowed')
  const report = (from: number) => operator.send('attribution.report', { by: 'batch', from, until: today })
  expect((await report(addDays(today, -91))).status).toBe(200)
  expect((await report(addDays(today, -92))).code).toBe('input_invalid')
  expect((await report(addDays(today, 1))).code).toBe('input_invalid')
})

test('scanning, joining, entering and reporting walk an index on every table they read', async () => {
  await until(async () => (await world.db.manager.countBy(Jobs, { lastOkAt: Not(IsNull()) })) === jobs.length, 60)
  const [clerk, manager] = [await world.staff('clerk'), await world.staff('manager')]
  const { code } = await operator.must('channel.addCode', {
    ...{ kind: 'standee', label: '立牌', templateId: world.shop.templates.autumn, storeId: wutong },
  })
  const whole = await wholeTablesRead(world.db, async () => {
    const person = await joinThrough(code.scene)
    await person.must('joining.claimOffer', { scene: code.scene })
    await person.must('joining.landing', { scene: code.scene })
    await buy(person.memberId, 700)
    await counted(person.memberId, 700)
    await clerk.must('channel.myCode', {})
    await clerk.must('channel.payCode', { storeId: wutong })
    await clerk.must('attribution.payLine', { storeId: wutong })
    await clerk.must('attribution.mine', {})
    await clerk.must('channel.enterWalkIns', { storeId: wutong, day: today, people: 90 })
    await manager.must('channel.codes', { storeId: wutong })
    await manager.must('attribution.ranking', { storeId: wutong })
    await manager.must('attribution.storeReport', { storeId: wutong, by: 'code', ...span() })
    for (const by of ['code', 'source', 'store', 'staff', 'batch'] as const)
      await operator.must('attribution.report', { by, ...span() })
    await operator.must('channel.allCodes', { storeId: wutong })
    await operator.must('channel.costs', {})
  })
  // What a shop keeps a few of, and what the driver calls a SELECT without a table.
  for (const table of ['store', 'webhook_endpoint', 'tier_card', 'joining_gift', 'dummy_table']) delete whole[table]
  expect(whole).toEqual({})
})
