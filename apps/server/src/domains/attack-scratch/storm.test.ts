/* eslint-disable */
// @ts-nocheck
import { checks } from '#server/checks'
import { runChecks } from '#server/platform/selfcheck/check'
import { startRuledWorld } from '#test/ruled-world'
import { createDesk } from '../counter/test-desk'
import { createTill } from '../integration/test-till'
import { onSale } from '../mall/test-items'
import { createBillHands } from '../purchase/test-bills'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { expireOrders } from '../mall/order/expire'

let world, desk, hands, op
const OUT = `/tmp/huitou/a1-storm-${process.env.HUITOU_TEST_ENGINE}.txt`
const say = (...x) => appendFileSync(OUT, x.map((y) => (typeof y === 'string' ? y : JSON.stringify(y))).join(' ') + '\n')
beforeAll(async () => { world = await startRuledWorld(); desk = createDesk(world); hands = createBillHands(world); op = await world.operator('owner') }, 60000)
afterAll(async () => { await world.stop() })
afterEach(async () => {
  const found = (await runChecks(world.db.manager, checks, world.clock.now())).filter((o) => o.violations.length > 0)
  say('CHECKS', expect.getState().currentTestName, found)
})
const tally = (answers) => { const h = {}; for (const a of answers.flat()) { const t = a?.status === 200 ? 'ok' : `${a?.status} ${a?.code}`; h[t] = (h[t] ?? 0) + 1 } return h }
const T = (name, fn, ms = 120000) => test(name, async () => { try { await fn() } catch (e) { say('ERR', name, String(e.stack).slice(0, 600)) } }, ms)

T('storm one member', async () => {
  for (let round = 0; round < 6; round += 1) {
    const p = await world.member(); await world.setBalance(p, 5000)
    const clerk = await world.staff(); const mgr = await world.staff('manager')
    const couponId = (await p.must('coupon.list', { tab: 'unused' })).rows[0].id
    const v1 = await desk.visit(p, clerk), v2 = await desk.visit(p, mgr)
    const itemId = await onSale(op, { points: 100, stockTotal: 3 })
    const times = await hands.coupon(p, { usesTotal: 3, kind: 'times' }).catch((e) => { say('times', e.message); return couponId })
    const jobs = []
    const q = (await clerk.must('counter.quote', { visitId: v1.id, amountFen: 6000 })).quote
    for (let i = 0; i < 6; i += 1) {
      jobs.push((async () => {
        const o = await clerk.send('counter.openBill', { visitId: v1.id, amountFen: 6000, payableSeenFen: q.payableFen })
        if (o.status !== 200) return [o]
        return [o, ...(await Promise.all([clerk.send('counter.confirmBill', { billId: o.body.bill.id }), p.send('purchase.agree', { billId: o.body.bill.id }), clerk.send('counter.cancelBill', { billId: o.body.bill.id })]))]
      })())
      jobs.push(mgr.send('counter.verify', { visitId: v2.id, couponId }))
      jobs.push(mgr.send('counter.verify', { visitId: v2.id, couponId: times }))
      jobs.push(p.send('coupon.give', { couponId }))
      jobs.push(p.send('mall.exchange', { itemId, pointsSeen: 100, storeId: desk.storeId }))
      jobs.push(p.send('checkin.checkIn', {}).catch(() => ({ status: 0 })))
    }
    say('storm', tally(await Promise.all(jobs)))
  }
})

T('undo verify storm times', async () => {
  const p = await world.member(); const mgr = await world.staff('manager')
  const times = await hands.coupon(p, { usesTotal: 2, kind: 'times', stackGroup: null })
  const visits = await Promise.all([1, 2, 3, 4, 5, 6].map(() => 0)).then(async (x) => { const r = []; for (const _ of x) r.push(await desk.visit(p, mgr)); return r })
  const a = await Promise.all(visits.map((v) => mgr.send('counter.verify', { visitId: v.id, couponId: times })))
  say('verify6', tally(a), a.find((x) => x.status === 200)?.body)
  const ids = a.filter((x) => x.status === 200).map((x) => x.body.verification?.id ?? x.body.verificationId ?? x.body.id)
  const b = await Promise.all([...ids, ...ids, ...ids].flatMap((id) => [mgr.send('counter.undo', { verificationId: id, reason: 'x' }), ...visits.slice(2).map((v) => mgr.send('counter.verify', { visitId: v.id, couponId: times }))]))
  say('undo+verify', tally(b))
})

T('mall cancel/pickup/expire at once', async () => {
  const itemId = await onSale(op, { points: 10, stockTotal: 1000, perMemberLimit: null })
  const orders = []
  for (let i = 0; i < 8; i += 1) {
    const p = await world.member(); await world.setBalance(p, 100)
    const clerk = await world.staff(), mgr = await world.staff('manager')
    const v = await desk.visit(p, clerk), w = await desk.visit(p, mgr)
    const o = (await p.must('mall.exchange', { itemId, pointsSeen: 10, storeId: desk.storeId }))
    const orderId = o.order?.id ?? o.orderId ?? o.id
    const a = await Promise.all([p.send('mall.cancel', { orderId }), clerk.send('counter.pickUp', { visitId: v.id, orderId }), mgr.send('counter.pickUp', { visitId: w.id, orderId }), p.send('mall.cancel', { orderId }), clerk.send('counter.undoPickUp', { orderId, reason: 'x' }), op.send('mall.cancelOrder', { orderId, reason: 'no' })])
    orders.push(a)
  }
  say('mallrace', tally(orders.flat()), Object.keys(orders[0][0].body))
  const p = await world.member(); await world.setBalance(p, 100)
  await p.must('mall.exchange', { itemId, pointsSeen: 10, storeId: desk.storeId })
  const o = (await world.db.manager.query('select id from mall_order order by id desc limit 1'))[0].id
  world.clock.advance(16 * 86400000); await p.relogin()
  const r = await Promise.all([expireOrders(world.db, world.clock.now()), expireOrders(world.db, world.clock.now()), p.send('mall.cancel', { orderId: String(o) })])
  say('expire', r[0], r[1], r[2].status, r[2].code)
})

T('many members same item, receipts, stock', async () => {
  const itemId = await onSale(op, { points: 10, stockTotal: 5, dailyQuota: 4 })
  const ps = await Promise.all(Array.from({ length: 14 }, () => world.member()))
  for (const p of ps) await world.setBalance(p, 100)
  say('stock', tally(await Promise.all(ps.flatMap((p) => [p.send('mall.exchange', { itemId, pointsSeen: 20, quantity: 2, storeId: desk.storeId }), p.send('mall.exchange', { itemId, pointsSeen: 10, storeId: desk.storeId })]))))
  const clerk = await world.staff()
  const vs = []; for (const p of ps) vs.push(await desk.visit(p, clerk))
  const bills = []
  for (const v of vs) bills.push((await clerk.must('counter.openBill', { visitId: v.id, amountFen: 500, couponIds: [], payableSeenFen: 500, receiptNo: 'SAME-1' })).bill.id)
  say('same receipt', tally(await Promise.all(bills.map((billId) => clerk.send('counter.confirmBill', { billId })))))
  const slip = (await clerk.must('counter.writeSlip', { storeId: desk.storeId, amountFen: 900 })).slip
  const a = await Promise.all([...ps.map((p) => p.send('purchase.claimSlip', { scene: slip.scene })), clerk.send('counter.cancelSlip', { slipId: slip.id, reason: 'x' })])
  say('slip race', tally(a))
})

T('refunds at once', async () => {
  const p = await world.member(); await world.setBalance(p, 5000)
  const mgr = await world.staff('manager'), mgr2 = await world.staff('manager')
  for (let i = 0; i < 4; i += 1) {
    const v = await desk.visit(p, mgr)
    const lines = [{ name: 'a', category: 'c', quantity: 3, amountFen: 1000 }, { name: 'b', category: 'c', quantity: 1, amountFen: 2000 }, { name: 'free', category: 'c', quantity: 2, amountFen: 0 }]
    const q = (await mgr.must('counter.quote', { visitId: v.id, lines, points: 0 })).quote
    const points = Math.min(q.offset.maxPoints, 500)
    const q2 = (await mgr.must('counter.quote', { visitId: v.id, lines, points })).quote
    const b = (await mgr.must('counter.openBill', { visitId: v.id, lines, points, payableSeenFen: q2.payableFen })).bill
    const paid = (await mgr.must('counter.confirmBill', { billId: b.id })).bill
    const purchaseId = paid.purchaseId
    const wants = [{ by: 'whole' }, { by: 'lines', lines: [{ line: 1, quantity: 1 }] }, { by: 'lines', lines: [{ line: 3, quantity: 1 }] }, { by: 'amount', amountFen: 700 }, { by: 'lines', lines: [{ line: 2, quantity: 1 }] }]
    const order = i % 2 ? wants : [...wants].reverse()
    const a = await Promise.all(order.flatMap((what) => [mgr.send('counter.refund', { purchaseId, what, reason: 'r' }), mgr2.send('counter.refund', { purchaseId, what, reason: 'r' }), op.send('purchase.refund', { purchaseId, what, reason: 'r', refundKey: randomUUID() })]))
    say('refund race', tally(a), 'bill', q2.payableFen, points)
    await mgr.send('counter.refund', { purchaseId, what: { by: 'whole' }, reason: 'r' })
  }
  say('balance after', (await p.must('points.balance', {})))
})
