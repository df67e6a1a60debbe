import { addDays, type Day } from '../kit/day'
import { spanOf, weekdaysOf } from '../earning/words/word-rules'
import type { Drop } from './drop-rules'
import type { Hours } from './hours-rules'
import type { TemplateBody } from './template-schema'

type Goods = Pick<TemplateBody, 'categories' | 'skus' | 'goodsName'>
type Faced = Pick<
  TemplateBody,
  'kind' | 'thresholdFen' | 'offFen' | 'payPermille' | 'offMaxFen' | 'itemName' | 'usesTotal'
>

/** 1050 fen are "10.5". */
const yuan = (fen: number) => String(fen / 100)

/** As 「全部门店」 or the stores' names. */
export const scopeWords = (storeNames: readonly string[]) =>
  storeNames.length === 0 ? '全部门店' : storeNames.join('、')

/** What a coupon covers; null: everything. */
export const goodsWords = ({ categories, skus, goodsName }: Goods): string | null =>
  categories.length === 0 && skus.length === 0 ? null : (goodsName ?? categories.join('、'))

const weekdayWords = (weekdays: readonly number[]) => weekdaysOf(weekdays).zh.slice(1)

/** As 「周一至周五 14:00–17:00」; null: at any time. */
export function hoursWords({ weekdays, hours }: Pick<Hours, 'weekdays' | 'hours'>): string | null {
  const days = weekdays.length === 0 || weekdays.length === 7 ? '' : weekdayWords(weekdays)
  const spans = hours.map(spanOf).join('、')
  const pieces = [days === '' && spans !== '' ? '每天' : days, spans].filter((piece) => piece !== '')
  return pieces.length === 0 ? null : pieces.join(' ')
}

const dayWords = (day: Day) => `${Math.floor(day / 100) % 100}月${day % 100}日`
const RUNS_SAID = 6

/** As 「1月1日、2月16日至2月22日」: runs of days in one piece. */
export function daysWords(days: readonly Day[]): string {
  const runs: { first: Day; last: Day }[] = []
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const run = runs[runs.length - 1]
    if (run && addDays(run.last, 1) === day) run.last = day
    else runs.push({ first: day, last: day })
  }
  const said = runs
    .slice(0, RUNS_SAID)
    .map(({ first, last }) => (first === last ? dayWords(first) : `${dayWords(first)}至${dayWords(last)}`))
  return `${said.join('、')}${runs.length > RUNS_SAID ? ` 等 ${days.length} 天` : ''}`
}

export const stackingWords = (stackGroup: TemplateBody['stackGroup']) =>
  stackGroup === null ? '每次消费用一张，不与其他券同用' : '可与别的可叠加券同用，同类每次一张'

/** As 「每天 10:00 开抢，每场 500 张」. */
export const dropWords = ({ times, weekdays, quotaPerDrop }: Drop) => {
  const days = weekdays.length === 0 || weekdays.length === 7 ? '每天' : weekdayWords(weekdays)
  return `${days} ${[...times].sort().join('、')} 开抢，每场 ${quotaPerDrop} 张`
}

const GIVES: { [Kind in Faced['kind']]: (face: Faced, from: string) => string } = {
  cash_off: ({ offFen }, from) => `${from === '' ? '无门槛' : from}减 ${yuan(offFen ?? 0)} 元`,
  percent_off: ({ payPermille, offMaxFen }, from) => {
    const most = offMaxFen === null ? '' : `，最多减 ${yuan(offMaxFen)} 元`
    return `${from}打 ${(payPermille ?? 1000) / 100} 折${most}`
  },
  exchange: ({ itemName }, from) => `${from === '' ? '' : `${from}可`}换 ${itemName ?? ''}`,
  times: ({ itemName, usesTotal }) => `共 ${usesTotal} 次，每次换 ${itemName ?? ''}`,
  shipping: ({ offMaxFen }, from) => {
    const most = offMaxFen === null ? '' : `，最多免 ${yuan(offMaxFen)} 元`
    return `${from}免运费${most}，商城配送时用`
  },
}

/** What a coupon gives, in one sentence. */
export const giftWords = (face: Faced): string =>
  GIVES[face.kind](face, face.thresholdFen === 0 ? '' : `满 ${yuan(face.thresholdFen)} 元`)

export type Terms = Faced &
  Goods &
  Hours &
  Pick<TemplateBody, 'stackGroup' | 'perMemberLimit' | 'perMemberDayLimit' | 'drop' | 'notes'>

function limitWords({ perMemberLimit, perMemberDayLimit }: Terms): string[] {
  return [
    perMemberLimit === null ? null : `每人限领 ${perMemberLimit} 张`,
    perMemberDayLimit === null ? null : `每人每天限领 ${perMemberDayLimit} 张`,
  ].filter((one): one is string => one !== null)
}

/**
 * Everything that a member should know before taking a coupon: what it gives, on what, where, when, with what others, and how many. The
 * shop's own sentences follow; one that says the same again is left out.
 */
export function termsOf(
  terms: Terms,
  told: { storeNames: readonly string[]; validity: string; forWhom: string | null },
): string[] {
  const goods = goodsWords(terms)
  const hours = hoursWords(terms)
  const all = [
    giftWords(terms),
    goods === null ? null : `限${goods}`,
    terms.kind === 'shipping'
      ? null
      : `${told.storeNames.length === 0 ? '全部门店' : `限${scopeWords(told.storeNames)}`}可用`,
    told.validity,
    hours === null ? null : `${hours} 可用`,
    terms.blackoutDays.length === 0 ? null : `${daysWords(terms.blackoutDays)} 不可用`,
    stackingWords(terms.stackGroup),
    told.forWhom,
    terms.drop === null ? null : dropWords(terms.drop),
    ...limitWords(terms),
    ...terms.notes,
  ]
  return [...new Set(all.filter((one): one is string => one !== null && one !== ''))]
}
