import { no } from '../kit/decision'
import { minutesOf } from './drop-rules'
import type { TemplateBody } from './template-schema'

export type Finding = { field: keyof TemplateBody; words: string }

const TIMES_MIN = 2
const DAY_MINUTES = 1440

const has = (value: number | null) => value !== null && value > 0

function faceFindings(body: TemplateBody): Finding[] {
  const { kind, offFen, payPermille, itemName, usesTotal } = body
  const found: Finding[] = []
  if (kind === 'cash_off' && !has(offFen)) found.push({ field: 'offFen', words: '减多少钱还没有填' })
  if (kind === 'percent_off' && payPermille === null) found.push({ field: 'payPermille', words: '打几折还没有填' })
  if ((kind === 'exchange' || kind === 'times') && itemName === null)
    found.push({ field: 'itemName', words: '换什么还没有填' })
  if (kind === 'times' && usesTotal < TIMES_MIN) found.push({ field: 'usesTotal', words: '次卡至少可用 2 次' })
  if (kind !== 'times' && usesTotal !== 1) found.push({ field: 'usesTotal', words: '只有次卡可以用多次' })
  if (body.skus.length > 0 && body.goodsName === null)
    found.push({ field: 'goodsName', words: '指定了商品，请写上客人看得懂的名字' })
  return found
}

const ordered = (from: string | null, until: string | null) =>
  from === null || until === null || new Date(from) < new Date(until)

function timeFindings(body: TemplateBody, now: Date): Finding[] {
  const found: Finding[] = []
  if (body.validDays === null && body.validUntil === null) found.push({ field: 'validDays', words: '有效期还没有填' })
  if (!ordered(body.validFrom, body.validUntil)) found.push({ field: 'validUntil', words: '使用结束要晚于开始' })
  if (!ordered(body.claimFrom, body.claimUntil)) found.push({ field: 'claimUntil', words: '领取结束要晚于开始' })
  if (body.hours.some(({ from, until }) => from >= until)) found.push({ field: 'hours', words: '时段的结束要晚于开始' })
  for (const field of ['validUntil', 'claimUntil'] as const) {
    const end = body[field]
    if (end !== null && new Date(end) <= now) found.push({ field, words: '这个结束时间已经过了' })
  }
  return found
}

/** Drops of one day must not run into each other: a moment belongs to one of them. */
function dropFindings({ drop, channel, stockTotal }: TemplateBody): Finding[] {
  if (!drop) return []
  const found: Finding[] = []
  if (channel === 'internal') found.push({ field: 'channel', words: '定时开抢的券要让会员能领' })
  const starts = drop.times.map(minutesOf).sort((a, b) => a - b)
  const gaps = starts.map((start, index) => (starts[index + 1] ?? (starts[0] ?? 0) + DAY_MINUTES) - start)
  if (gaps.some((gap) => gap < drop.lastsMinutes))
    found.push({ field: 'drop', words: '上一场还没结束，下一场就开始了' })
  if (stockTotal !== null && stockTotal < drop.quotaPerDrop)
    found.push({ field: 'stockTotal', words: '总数比一场的数量还少' })
  return found
}

/** What stops a template from being opened to members at `now`: the fields, and words for the operator. */
export const findingsOf = (body: TemplateBody, now: Date): Finding[] => [
  ...faceFindings(body),
  ...timeFindings(body, now),
  ...dropFindings(body),
]

/** What a change would break that was whole before it. */
export function newFindings(before: TemplateBody, after: TemplateBody, now: Date): Finding[] {
  const known = new Set(findingsOf(before, now).map(({ words }) => words))
  return findingsOf(after, now).filter(({ words }) => !known.has(words))
}

type Better<Value> = (before: Value, after: Value) => boolean

const same = (before: unknown, after: unknown) => JSON.stringify(before) === JSON.stringify(after)
const notMore: Better<number> = (before, after) => after <= before
const notLess: Better<number> = (before, after) => after >= before
/** Where null means without a limit. */
const looser =
  <Value>(better: Better<Value>): Better<Value | null> =>
  (before, after) =>
    after === null || (before !== null && better(before, after))
/** Where null means that there is none of it: what is promised stays promised. */
const kept =
  <Value>(better: Better<Value>): Better<Value | null> =>
  (before, after) =>
    same(before, after) || (before !== null && after !== null && better(before, after))
const earlier: Better<string> = (before, after) => new Date(after) <= new Date(before)
const later: Better<string> = (before, after) => new Date(after) >= new Date(before)
/** Where an empty list means all. */
const wider: Better<readonly unknown[]> = (before, after) =>
  after.length === 0 || (before.length > 0 && before.every((one) => after.includes(one)))
const narrower: Better<readonly unknown[]> = (before, after) => after.every((one) => before.includes(one))

const longerHours: Better<TemplateBody['hours']> = (before, after) =>
  after.length === 0 ||
  (before.length > 0 && before.every((old) => after.some(({ from, until }) => from <= old.from && old.until <= until)))

const richerDrop: Better<TemplateBody['drop']> = (before, after) =>
  same(before, after) ||
  after === null ||
  (before !== null &&
    before.times.every((time) => after.times.includes(time)) &&
    wider(before.weekdays, after.weekdays) &&
    after.quotaPerDrop >= before.quotaPerDrop &&
    after.perMemberPerDrop >= before.perMemberPerDrop &&
    after.lastsMinutes >= before.lastsMinutes)

const REACH: readonly TemplateBody['channel'][] = ['internal', 'code', 'centre']

/** For each field, whether a change of it only helps whoever read the old terms. What is not named must stay. */
const BETTER: { [Field in keyof TemplateBody]?: Better<TemplateBody[Field]> } = {
  thresholdFen: notMore,
  offFen: kept(notLess),
  payPermille: kept(notMore),
  offMaxFen: looser(notLess),
  usesTotal: notLess,
  storeIds: wider,
  tierMin: looser(notMore),
  stackGroup: (before, after) => before === after || before === null,
  validDays: looser(notLess),
  validUntil: looser(later),
  validFrom: looser(earlier),
  validFromDays: notMore,
  weekdays: wider,
  hours: longerHours,
  blackoutDays: narrower,
  stockTotal: looser(notLess),
  perMemberLimit: looser(notLess),
  perMemberDayLimit: looser(notLess),
  dayQuota: looser(notLess),
  channel: (before, after) => REACH.indexOf(after) >= REACH.indexOf(before),
  claimFrom: looser(earlier),
  claimUntil: looser(later),
  drop: richerDrop,
  // Left out, it may be given.
  giftable: (before, after) => after !== false || before === false,
}

/** Goods are one scope in two lists: all of both, or more of each. */
function goodsBetter(before: TemplateBody, after: TemplateBody) {
  const all = ({ categories, skus }: TemplateBody) => categories.length === 0 && skus.length === 0
  return (
    all(after) || (!all(before) && narrower(after.categories, before.categories) && narrower(after.skus, before.skus))
  )
}

/**
 * Whether a change to terms that members have read is in their favour only (WECHAT §4.3: what was announced is not changed to anybody's
 * harm). Refuses `template_not_in_favour`, with the field.
 */
export function inFavour(
  before: TemplateBody,
  after: TemplateBody,
): { ok: true } | { ok: false; reason: 'template_not_in_favour'; field: keyof TemplateBody } {
  for (const field of Object.keys(before) as (keyof TemplateBody)[]) {
    const better = BETTER[field] as Better<unknown> | undefined
    const isGoods = field === 'categories' || field === 'skus' || field === 'goodsName'
    const ok = isGoods
      ? goodsBetter(before, after)
      : same(before[field], after[field]) || better?.(before[field], after[field])
    if (!ok) return { ...no('template_not_in_favour'), field }
  }
  return { ok: true }
}
