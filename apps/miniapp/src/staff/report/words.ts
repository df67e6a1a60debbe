import type { AttributionRow } from '@huitou/shared/attribution/contract'
import { gradeWords } from '@huitou/shared/attribution/word-rules'
import { addDays, type Day } from '@huitou/shared/kit/day'
import type { Punctuality } from '@huitou/shared/worklist/figures-schema'
import { yuanText } from '../../kit/number'

/** For how many days one can look back here. */
export const PERIODS = [7, 30] as const
export type Period = (typeof PERIODS)[number]

/** So many business days, today among them. */
export const spanOf = (today: Day, days: Period) => ({ from: addDays(today, 1 - days), until: today })

/** 416 → 41.6% */
export const percentText = (permille: number) => `${permille / 10}%`

const share = (permille: number | null) => (permille === null ? '' : `（${percentText(permille)}）`)

/** What a code brought, step by step. */
export const funnelText = ({ scans, joins, buyers, joinPermille, buyPermille }: AttributionRow) =>
  `扫码 ${scans} 次 → 入会 ${joins} 位${share(joinPermille)} → 首次消费 ${buyers} 位${share(buyPermille)}`

/** What those people were worth, and how the code does beside others. */
export const valueText = ({ joins, spentFen, speed, quality }: AttributionRow) =>
  [
    `30 天消费 ¥${yuanText(spentFen)}`,
    ...(joins > 0 ? [`人均 ¥${yuanText(Math.round(spentFen / joins))}`] : []),
    `拉新速度${gradeWords(speed)}`,
    `新客质量${gradeWords(quality)}`,
  ].join(' · ')

type Marked = Pick<Punctuality['staff'][number], 'onTime' | 'late' | 'skipped'> & { missed?: number }

/** Only what there was. */
export const workText = ({ onTime, late, skipped, missed = 0 }: Marked) =>
  [
    ...(onTime > 0 ? [`准时 ${onTime} 件`] : []),
    ...(late > 0 ? [`晚了 ${late} 件`] : []),
    ...(skipped > 0 ? [`跳过 ${skipped} 件`] : []),
    ...(missed > 0 ? [`没做 ${missed} 件`] : []),
  ].join(' · ') || '还没有'

/** Of all that was to be done, in thousandths; null where nothing was. What was skipped had a reason. */
export function punctualPermille({ onTime, late, missed = 0 }: Marked): number | null {
  const all = onTime + late + missed
  return all === 0 ? null : Math.floor((onTime * 1000) / all)
}
