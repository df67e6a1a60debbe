import fc from 'fast-check'
import {
  followAt,
  isLate,
  judgeRefund,
  mayMove,
  mismatchOf,
  nextLookAt,
  nextPartAt,
  PAYMENT_STATES,
  prepayHolds,
  retryAt,
} from './rules'
import { paymentWords, refundWords, TASK_KINDS, TASK_WORDS } from './word-rules'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const after = (ms: number) => new Date(NOW.getTime() + ms)
const MINUTE_MS = 60_000

test('what is paid or closed stays so, and nothing goes back to where it was', () => {
  for (const to of PAYMENT_STATES) {
    expect(mayMove('paid', to)).toBe(false)
    expect(mayMove('closed', to)).toBe(false)
    expect(mayMove(to, 'created')).toBe(false)
  }
  expect(mayMove('prepared', 'paid')).toBe(true)
  expect(mayMove('closing', 'paid')).toBe(true)
  expect(mayMove('closing', 'prepared')).toBe(false)
})

test('refunds never add up to more than was paid, in whatever parts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.array(fc.integer({ min: -5, max: 1e6 })), (amountFen, parts) => {
      let refundedFen = 0
      let count = 0
      for (const part of parts) {
        if (!judgeRefund({ amountFen, refundedFen, wasPaid: true, parts: count }, part).ok) continue
        refundedFen += part
        count += 1
      }
      return refundedFen <= amountFen && count <= 50
    }),
  )
  const paid = { amountFen: 100, refundedFen: 0, wasPaid: true, parts: 0 }
  expect(judgeRefund(paid, 100)).toEqual({ ok: true })
  expect(judgeRefund({ ...paid, wasPaid: false }, 1)).toMatchObject({ reason: 'payment_not_paid' })
  expect(judgeRefund({ ...paid, refundedFen: 100 }, 1)).toMatchObject({ reason: 'refund_too_much' })
  expect(judgeRefund({ ...paid, parts: 50 }, 1)).toMatchObject({ reason: 'refund_parts' })
})

test('parts go a minute apart', () => {
  expect(nextPartAt(null, NOW)).toEqual(NOW)
  expect(nextPartAt(after(-MINUTE_MS), NOW)).toEqual(after(1000))
  expect(nextPartAt(after(-2 * MINUTE_MS), NOW)).toEqual(NOW)
  expect(nextPartAt(after(365 * 24 * 60 * MINUTE_MS), NOW)).toEqual(NOW)
})

test('what WeChat gave is given on while there is time to pay with it', () => {
  expect(prepayHolds(null, NOW)).toBe(false)
  expect(prepayHolds(after(6 * MINUTE_MS), NOW)).toBe(true)
  expect(prepayHolds(after(5 * MINUTE_MS), NOW)).toBe(false)
})

test('looks and tries come further apart, and never stop', () => {
  for (const wait of [(times: number) => nextLookAt(times, NOW, after(1e9)), (times: number) => followAt(times, NOW)]) {
    const waits = Array.from({ length: 20 }, (_, times) => wait(times).getTime())
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits[0]).toBeGreaterThan(NOW.getTime())
  }
  expect(nextLookAt(9, NOW, after(1000))).toEqual(after(1000))
  expect(nextLookAt(9, NOW, after(-1000))).toEqual(NOW)
  expect(retryAt(0, NOW)).toEqual(after(5000))
  expect(retryAt(99, NOW)).toEqual(after(60 * MINUTE_MS))
  expect(isLate(after(-25 * 60 * MINUTE_MS), NOW)).toBe(true)
  expect(isLate(null, NOW)).toBe(false)
})

test('a notice is compared in all that counts', () => {
  const wanted = { appId: 'wx1', mchId: '19', outTradeNo: 'hk1', amountFen: 100, openId: 'o1' }
  expect(mismatchOf(wanted, wanted)).toBeNull()
  const others = { appId: 'appid', mchId: 'mchid', outTradeNo: 'out_trade_no', openId: 'payer' } as const
  for (const [field, name] of Object.entries(others)) expect(mismatchOf({ ...wanted, [field]: 'x' }, wanted)).toBe(name)
  expect(mismatchOf({ ...wanted, amountFen: 99 }, wanted)).toBe('amount')
  expect(mismatchOf(wanted, { ...wanted, openId: null })).toBeNull()
})

test('each state of money has its words', () => {
  const refund = { amountFen: 1990, state: 'done', trouble: null, byHand: false } as const
  expect(refundWords(refund)).toBe('已退回 19.9 元，原路到账')
  expect(refundWords({ ...refund, byHand: true })).toContain('另行')
  expect(refundWords({ ...refund, state: 'sent' })).toContain('正在退回')
  expect(refundWords({ ...refund, state: 'sent', trouble: 'abnormal' })).toContain('门店正在处理')
  expect(refundWords({ ...refund, state: 'failed', trouble: 'closed' })).toContain('门店正在处理')
  const payment = { amountFen: 1000, state: 'paid', late: false, wasPaid: true } as const
  expect(paymentWords(payment)).toBe('已付 10 元')
  expect(paymentWords({ ...payment, state: 'closed', late: true })).toContain('原路退回')
  expect(paymentWords({ ...payment, state: 'closed', wasPaid: false })).toBe('没有付款，已关闭')
  expect(paymentWords({ ...payment, state: 'prepared', wasPaid: false })).toBe('等待付款')
  for (const kind of TASK_KINDS) expect(TASK_WORDS[kind].todo.length).toBeGreaterThan(8)
})
