import { daysBetween, type Day } from '@huitou/shared/kit/day'

/** 节气 by their usual dates (month and day as mmdd); a day early or late in some years, which a demo can bear. */
const TERMS: [number, string][] = [
  [105, '小寒'],
  [120, '大寒'],
  [204, '立春'],
  [219, '雨水'],
  [305, '惊蛰'],
  [320, '春分'],
  [404, '清明'],
  [420, '谷雨'],
  [505, '立夏'],
  [521, '小满'],
  [605, '芒种'],
  [621, '夏至'],
  [707, '小暑'],
  [722, '大暑'],
  [807, '立秋'],
  [823, '处暑'],
  [907, '白露'],
  [923, '秋分'],
  [1008, '寒露'],
  [1023, '霜降'],
  [1107, '立冬'],
  [1122, '小雪'],
  [1207, '大雪'],
  [1221, '冬至'],
]

const SPAN_DAYS = 200

/** The solar terms within 200 days of `day`. */
export function solarTermsAround(day: Day): { day: Day; name: string }[] {
  const year = Math.floor(day / 10_000)
  return [year - 1, year, year + 1]
    .flatMap((each) => TERMS.map(([date, name]) => ({ day: each * 10_000 + date, name })))
    .filter((term) => Math.abs(daysBetween(day, term.day)) <= SPAN_DAYS)
}
