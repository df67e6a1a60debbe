import type { Act, ActTotals } from '@huitou/shared/counter/acts-contract'
import { actNote, actTitle, totalsLines } from './words'

const act = (part: Partial<Act>): Act => ({
  ...{ id: '1', kind: 'verification', subjectId: '2', title: '满20减5券', memberName: '何**', staffId: '3' },
  ...{ staffName: '小方', at: '2026-11-22T01:52:00.000Z', amountFen: null, points: null },
  ...{ undoneAt: null, undoReason: null, undoneBy: null, refunded: false, undoUntil: null },
  ...part,
})

test('each act is said as a clerk would', () => {
  expect(actTitle(act({}))).toBe('满20减5券')
  expect(actTitle(act({ kind: 'purchase', amountFen: 3600 }))).toBe('结账 ¥36.00')
  expect(actTitle(act({ kind: 'refund', amountFen: 100 }))).toBe('退款 ¥1.00')
  expect(actTitle(act({ kind: 'pickup', title: '马克杯' }))).toBe('取货 马克杯')
  expect(actTitle(act({ kind: 'admission', title: '新豆品鉴会' }))).toBe('入场 新豆品鉴会')
})

test('who, when, by whom; the day only when it is another', () => {
  expect(actNote(act({}), 20261122)).toBe('何** · 09:52 · 小方')
  expect(actNote(act({}), 20261123)).toBe('何** · 11月22日 09:52 · 小方')
  expect(actNote(act({ undoReason: '扫错了券', undoneBy: '店长', memberName: null }), 20261122)).toBe(
    '09:52 · 小方 · 店长撤销：扫错了券',
  )
})

test('a shift shows only what was done', () => {
  const none: ActTotals = {
    ...{
      verified: 0,
      purchases: 0,
      paidFen: 0,
      refunds: 0,
      refundedFen: 0,
      pickedUp: 0,
      enrolled: 0,
      slips: 0,
      admitted: 0,
      undone: 0,
    },
  }
  expect(totalsLines(none)).toEqual([])
  expect(totalsLines({ ...none, verified: 3, purchases: 2, paidFen: 6870, admitted: 12 })).toEqual([
    { name: '核销', value: '3 张' },
    { name: '结账', value: '2 单，¥68.70' },
    { name: '入场', value: '12 位' },
  ])
})
