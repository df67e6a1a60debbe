import type { AttributionRow } from '@huitou/shared/attribution/contract'
import { funnelText, percentText, punctualPermille, spanOf, valueText, workText } from './words'

const row = (change: Partial<AttributionRow> = {}): AttributionRow => ({
  ...{ id: '1', name: '收银台', scans: 12, consents: 5, joins: 5, buyers: 2, spentFen: 12_350 },
  ...{ joinPermille: 416, buyPermille: 400, sharePermille: 1000, speed: 'fair', quality: null },
  ...{ costFen: 0, cacFen: null, walkIns: null, scanCapturePermille: null, joinCapturePermille: null },
  ...change,
})

test('a period ends today and has as many days as it says', () => {
  expect(spanOf(20261130, 7)).toEqual({ from: 20261124, until: 20261130 })
  expect(spanOf(20261130, 30)).toEqual({ from: 20261101, until: 20261130 })
})

test('what a code brought, and what it was worth', () => {
  expect(funnelText(row())).toBe('扫码 12 次 → 入会 5 位（41.6%） → 首次消费 2 位（40%）')
  expect(funnelText(row({ scans: 0, joins: 0, buyers: 0, joinPermille: null, buyPermille: null }))).toBe(
    '扫码 0 次 → 入会 0 位 → 首次消费 0 位',
  )
  expect(valueText(row())).toBe('30 天消费 ¥123.5 · 人均 ¥24.7 · 拉新速度一般 · 新客质量样本不够')
  expect(valueText(row({ joins: 0, spentFen: 0, speed: null }))).toBe(
    '30 天消费 ¥0 · 拉新速度样本不够 · 新客质量样本不够',
  )
  expect([percentText(1000), percentText(5)]).toEqual(['100%', '0.5%'])
})

test('how punctual: only what there was, and nothing of nothing', () => {
  expect(workText({ onTime: 5, late: 1, skipped: 0, missed: 2 })).toBe('准时 5 件 · 晚了 1 件 · 没做 2 件')
  expect(workText({ onTime: 0, late: 0, skipped: 0 })).toBe('还没有')
  expect(punctualPermille({ onTime: 5, late: 1, skipped: 4, missed: 2 })).toBe(625)
  expect(punctualPermille({ onTime: 0, late: 0, skipped: 3 })).toBeNull()
})
