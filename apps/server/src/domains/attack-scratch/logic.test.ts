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
import { api } from '@huitou/shared/api'
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

let world, desk, hands, op
const OUT = `/tmp/huitou/a1-logic-${process.env.HUITOU_TEST_ENGINE}.txt`
const say = (...x) => appendFileSync(OUT, x.map((y) => (typeof y === 'string' ? y : JSON.stringify(y))).join(' ') + '\n')
beforeAll(async () => { world = await startRuledWorld(); desk = createDesk(world); hands = createBillHands(world); op = await world.operator('owner') }, 60000)
afterAll(async () => { await world.stop() })
afterEach(async () => {
  const found = (await runChecks(world.db.manager, checks, world.clock.now())).filter((o) => o.violations.length > 0)
  say('CHECKS', expect.getState().currentTestName, found)
})
const T = (name, fn, ms = 120000) => test(name, async () => { try { await fn() } catch (e) { say('ERR', name, String(e.stack).slice(0, 600)) } }, ms)
const sc = (a) => a.status === 200 ? 'ok' : `${a.status} ${a.code}`

T('zero fen partial refund', async () => {
  const p = await world.member(); const mgr = await world.staff('manager')
  const v = await desk.visit(p, mgr)
  const lines = [{ name: 'gift', category: 'c', quantity: 2, amountFen: 0 }, { name: 'b', category: 'c', quantity: 1, amountFen: 1000 }]
  const b = (await mgr.must('counter.openBill', { visitId: v.id, lines, couponIds: [], payableSeenFen: 1000 })).bill
  const { purchaseId } = (await mgr.must('counter.confirmBill', { billId: b.id })).bill
  const what = { by: 'lines', lines: [{ line: 1, quantity: 1 }] }
  const r1 = await mgr.send('counter.refund', { purchaseId, what, reason: 'one' })
  const r2 = await mgr.send('counter.refund', { purchaseId, what, reason: 'two' })
  const l = (await mgr.must('counter.purchase', { purchaseId })).lines
  say('zero: r1', sc(r1), r1.body.refund?.id, 'r2', sc(r2), r2.body.refund?.id, 'lines', l.map((x) => x.refundedQuantity))
})

T('first purchase bonus loop', async () => {
  const phone = '13811112222', key = 'loop'
  await world.control('users', { key, phone })
  const p = await world.member(key); const clerk = await world.staff()
  const bind = async () => p.send('member.bindPhone', { code: (await world.control('phone-code', { key })).code })
  say('bind', sc(await bind()))
  const s0 = await desk.sell(p, clerk, 1000); say('own first', s0.earned)
  const s1 = await desk.sell(p, clerk, 1000); say('own second', s1.earned)
  for (let i = 0; i < 3; i += 1) {
    say('forget', sc(await p.send('member.forgetPhone', {})))
    const e = await clerk.send('counter.enrol', { storeId: desk.storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION })
    const visitId = e.body.visit?.id
    const b = (await clerk.must('counter.openBill', { visitId, amountFen: 1000, couponIds: [], payableSeenFen: 1000 })).bill
    const paid = (await clerk.must('counter.confirmBill', { billId: b.id })).bill
    say('enrolled again, bought', paid.earned)
    say('bind', sc(await bind()), (await p.must('points.balance', {})).available)
    const third = await desk.sell(p, clerk, 1000); say('own after merge', third.earned)
  }
})

T('merge in the middle', async () => {
  const phone = '13811113333', key = 'mid'
  await world.control('users', { key, phone })
  const clerk = await world.staff(), mgr = await world.staff('manager')
  const e = (await clerk.must('counter.enrol', { storeId: desk.storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION }))
  const visitId = e.visit.id
  const b0 = (await clerk.must('counter.openBill', { visitId, amountFen: 7000, couponIds: [], payableSeenFen: 7000 })).bill
  const paid = (await clerk.must('counter.confirmBill', { billId: b0.id })).bill
  const b = (await clerk.must('counter.openBill', { visitId, amountFen: 1000, couponIds: [], payableSeenFen: 1000 })).bill
  const p = await world.member(key)
  const code = async () => (await world.control('phone-code', { key })).code
  const codes = [await code(), await code(), await code()]
  const r = await Promise.all([...codes.map((c) => p.send('member.bindPhone', { code: c })), clerk.send('counter.confirmBill', { billId: b.id }), mgr.send('counter.refund', { purchaseId: paid.purchaseId, what: { by: 'amount', amountFen: 1000 }, reason: 'x' })])
  say('merge race', r.map(sc))
  say('visit', sc(await clerk.send('counter.visit', { visitId })), 'bill', sc(await clerk.send('counter.bill', { billId: b.id })), 'confirm', sc(await clerk.send('counter.confirmBill', { billId: b.id })), 'open', sc(await clerk.send('counter.openBill', { visitId, amountFen: 1000, couponIds: [], payableSeenFen: 1000 })), 'quote', sc(await clerk.send('counter.quote', { visitId, amountFen: 100 })))
  say('purchase view', sc(await mgr.send('counter.purchase', { purchaseId: paid.purchaseId })), 'refund whole', sc(await mgr.send('counter.refund', { purchaseId: paid.purchaseId, what: { by: 'whole' }, reason: 'x' })))
  say('bal', (await p.must('points.balance', {})), 'myPurchases', (await p.must('purchase.mine', {})).rows.length)
  say('cancel', sc(await clerk.send('counter.cancelBill', { billId: b.id })))
  say('acts', sc(await clerk.send('counter.today', { storeId: desk.storeId })), sc(await mgr.send('counter.acts', { storeId: desk.storeId })))
})

T('gift laundering', async () => {
  // a coupon that a purchase gave, given to a friend, purchase refunded
  const p = await world.member(), f = await world.member(); const mgr = await world.staff('manager')
  const c = await hands.coupon(p, { giftable: true })
  const { gift } = await p.must('coupon.give', { couponId: c })
  say('wrapped verify', sc(await mgr.send('counter.verify', { visitId: (await desk.visit(p, mgr)).id, couponId: c })))
  const both = await Promise.all([f.send('coupon.acceptGift', { scene: gift.scene }), p.send('coupon.takeBackGift', { giftId: gift.id }), (await world.member()).send('coupon.acceptGift', { scene: gift.scene })])
  say('accept/takeback', both.map(sc))
  const c2 = await hands.coupon(p, { giftable: true })
  const g2 = (await p.must('coupon.give', { couponId: c2 })).gift
  await f.must('privacy.leave', { confirmed: true })
  say('left accept', sc(await f.send('coupon.acceptGift', { scene: g2.scene })))
  const g = await world.member()
  await p.must('privacy.leave', { confirmed: true })
  say('giver left: view', sc(await g.send('coupon.gift', { scene: g2.scene })), 'accept', sc(await g.send('coupon.acceptGift', { scene: g2.scene })))
})

T('leave with things open', async () => {
  const key = 'leaver'
  const p = await world.member(key); await world.setBalance(p, 5000); const mgr = await world.staff('manager')
  const itemId = await onSale(op, { points: 10, stockTotal: 10, perMemberLimit: 1, delivery: { shippingPoints: 5 } })
  const v = await desk.visit(p, mgr)
  const o = await p.must('mall.exchange', { itemId, pointsSeen: 10, storeId: desk.storeId })
  const times = await hands.coupon(p, { usesTotal: 3, kind: 'times' })
  await mgr.must('counter.verify', { visitId: v.id, couponId: times })
  const ver = (await world.db.manager.query('select id from verification order by id desc limit 1'))[0].id
  const q = (await mgr.must('counter.quote', { visitId: v.id, amountFen: 6000, points: 100 })).quote
  const b1 = (await mgr.must('counter.openBill', { visitId: v.id, amountFen: 6000, points: 100, payableSeenFen: q.payableFen })).bill
  const paid = (await mgr.must('counter.confirmBill', { billId: b1.id })).bill
  const b2 = (await mgr.must('counter.openBill', { visitId: v.id, amountFen: 6000, couponIds: [], payableSeenFen: 6000 })).bill
  const r = await Promise.all([p.send('privacy.leave', { confirmed: true }), mgr.send('counter.confirmBill', { billId: b2.id }), mgr.send('counter.undo', { verificationId: String(ver), reason: 'x' }), p.send('mall.exchange', { itemId, pointsSeen: 10, storeId: desk.storeId })])
  say('leave race', r.map(sc))
  say('refund after leave', sc(await mgr.send('counter.refund', { purchaseId: paid.purchaseId, what: { by: 'amount', amountFen: 10 }, reason: 'x' })), sc(await mgr.send('counter.refund', { purchaseId: paid.purchaseId, what: { by: 'whole' }, reason: 'x' })))
  const again = await world.member(key); await world.setBalance(again, 100)
  const ex = await again.send('mall.exchange', { itemId, pointsSeen: 10, storeId: desk.storeId }); say('rejoin limit (cancelled on leave so may)', sc(ex))
  say('old visit', sc(await mgr.send('counter.visit', { visitId: v.id })), sc(await mgr.send('counter.bill', { billId: b2.id })), sc(await mgr.send('counter.purchase', { purchaseId: paid.purchaseId })), sc(await mgr.send('counter.openBill', { visitId: v.id, amountFen: 1, couponIds: [], payableSeenFen: 1 })))
})

T('purchase gives coupon; gifted; refunded', async () => {
  say('skip')
})

T('roles', async () => {
  const who = { guest: world.client(), visitor: await world.visitor(), member: await world.member(), clerk: await world.staff('clerk'), manager: await world.staff('manager'), owner: await world.staff('owner'), operator: await world.operator('owner') }
  const rank = ['visitor', 'clerk', 'manager', 'owner']
  const bad = []
  for (const [name, c] of Object.entries(api)) {
    for (const [w, client] of Object.entries(who)) {
      if (c.who === 'guest' || c.who === w) continue
      const okBy = (c.who === 'visitor' && w !== 'guest' && w !== 'operator') || (['clerk', 'manager', 'owner'].includes(c.who) && ['clerk', 'manager', 'owner'].includes(w) && rank.indexOf(w) >= rank.indexOf(c.who))
      if (okBy) continue
      const a = await client.call(name, {}, { key: randomUUID() })
      if (!['login_needed', 'not_allowed', 'join_needed', 'signature_wrong'].includes(a.code)) bad.push([name, w, a.status, a.code])
    }
  }
  say('roles bad', bad)
})
