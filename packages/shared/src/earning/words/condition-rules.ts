import { factInfo, type Choice, type FactInfo } from '../fact-rules'
import { isGroup, type Condition, type Node, type Value } from '../rules'
import { clock, dateOf, joined, money, scopeOf, weekdaysOf, words, type Names, type Words } from './word-rules'

const UNITS: Record<NonNullable<FactInfo['unit']>, Words> = {
  fen: words('元', 'yuan'),
  days: words('天', 'days'),
  times: words('次', 'times'),
  pieces: words('件', 'pieces'),
  minutes: words('', ''),
  stars: words('星', 'stars'),
  characters: words('字', 'characters'),
}

const FLAGS: Record<string, { yes: Words; no: Words }> = {
  isBirthday: { yes: words('生日当天', 'on your birthday'), no: words('生日以外的日子', 'not on your birthday') },
  isBirthdayMonth: {
    yes: words('生日当月', 'in the month of your birthday'),
    no: words('生日月以外', 'not in the month of your birthday'),
  },
  isMemberDay: { yes: words('会员日', 'on member day'), no: words('会员日以外', 'not on member day') },
  isFirstPurchase: {
    yes: words('首次消费', 'first purchase'),
    no: words('第二次消费起', 'from the second purchase on'),
  },
  hasPicture: { yes: words('带图评价', 'with a picture'), no: words('不带图的评价', 'without a picture') },
}

const listOf = (value: Value) => (Array.isArray(value) ? (value as (string | number)[]) : [value as string | number])

function quantityOf(info: FactInfo, value: string | number): Words {
  if (info.unit === 'fen') return money(Number(value))
  if (info.unit === 'minutes') return words(clock(Number(value)), clock(Number(value)))
  if (info.type === 'date') return dateOf(Number(value))
  const unit = info.unit ? UNITS[info.unit] : words('', '')
  return words(`${value} ${unit.zh}`.trim(), `${value} ${unit.en}`.trim())
}

function choiceName(info: FactInfo, value: string | number, names: Names): Words {
  if (info.values === 'stores')
    return words(names.stores[value] ?? `门店 ${value}`, names.stores[value] ?? `store ${value}`)
  if (info.values === 'tiers') return words(names.tiers[value] ?? `${value} 级`, names.tiers[value] ?? `tier ${value}`)
  const known = Array.isArray(info.values)
    ? (info.values as readonly Choice[]).find((one) => one.value === value)
    : null
  return known ? words(known.zh, known.en) : words(String(value), String(value))
}

/** What a number is about: "消费", "面包", or the fact's own name. */
function subjectOf(info: FactInfo, condition: Condition): Words {
  if (info.id === 'amountFen') return words('消费', 'spending')
  if (info.id === 'minuteOfDay' || info.type === 'date') return words('', '')
  return scopeOf(condition.of) ?? words(info.zh, info.en)
}

type Said = (low: Words, high: Words) => Words

/** How a quantity is compared, in words. */
const QUANTITY: Partial<Record<Condition['op'], Said>> = {
  gte: (low) => words(`满 ${low.zh}`, `of at least ${low.en}`),
  lte: (low) => words(`不超过 ${low.zh}`, `of at most ${low.en}`),
  between: (low, high) => words(` ${low.zh}至 ${high.zh}`, `of ${low.en} to ${high.en}`),
  ne: (low) => words(`不是 ${low.zh}`, `other than ${low.en}`),
  eq: (low) => words(`正好 ${low.zh}`, `of exactly ${low.en}`),
}

const TIME: Partial<Record<Condition['op'], Said>> = {
  gte: (low) => words(`${low.zh}起`, `from ${low.en}`),
  lte: (low) => words(`${low.zh}止`, `until ${low.en}`),
  between: (low, high) => words(`${low.zh}–${high.zh}`, `${low.en}–${high.en}`),
  ne: (low) => words(`不是 ${low.zh}`, `other than ${low.en}`),
  eq: (low) => low,
}

const NOTHING = words('', '')

function measured(info: FactInfo, condition: Condition): Words {
  const subject = subjectOf(info, condition)
  const [low = NOTHING, high = NOTHING] = listOf(condition.value).map((value) => quantityOf(info, value))
  const said = (info.type === 'date' || info.unit === 'minutes' ? TIME : QUANTITY)[condition.op]?.(low, high) ?? NOTHING
  return words(`${subject.zh}${said.zh}`.trim(), `${subject.en} ${said.en}`.trim())
}

function chosen(info: FactInfo, { op, value }: Condition, names: Names): Words {
  const list = listOf(value)
  if (info.id === 'weekday' && (op === 'eq' || op === 'in')) return weekdaysOf(list.map(Number))
  const named = joined(
    list.map((one) => choiceName(info, one, names)),
    '、',
    ', ',
  )
  const isStore = info.values === 'stores' || info.id === 'channel'
  const isPlain = isStore || info.values === 'tiers'
  const subject = isPlain ? words('', '') : words(`${info.zh} `, `${info.en} `)
  if (op === 'gte') return words(`${named.zh}及以上`, `${named.en} and above`)
  if (op === 'lte') return words(`${named.zh}及以下`, `${named.en} and below`)
  if (op === 'ne' || op === 'notIn') return words(`${subject.zh}${named.zh}以外`, `${subject.en}other than ${named.en}`)
  return isStore
    ? words(`在${named.zh}`, info.values === 'stores' ? `at ${named.en}` : named.en)
    : words(`${subject.zh}${named.zh}`, `${subject.en}${named.en}`)
}

const listed = (info: FactInfo, { value }: Condition): Words => {
  const named = listOf(value).map(String)
  return info.id === 'tags'
    ? words(`有「${named.join('」或「')}」标签的会员`, `members tagged ${named.join(' or ')}`)
    : words(`含${named.join('或')}`, `with ${named.join(' or ')}`)
}

/** One condition in words. */
export function conditionWords(condition: Condition, names: Names): Words {
  const info = factInfo(condition.fact)
  if (!info) return words(condition.fact, condition.fact)
  if (info.type === 'flag') {
    const said = FLAGS[info.id]
    const { memberDay } = names
    if (info.id === 'isMemberDay' && condition.value && memberDay)
      return words(`会员日（${memberDay.zh}）`, `on member day (${memberDay.en})`)
    return (condition.value ? said?.yes : said?.no) ?? words(info.zh, info.en)
  }
  if (info.type === 'choice') return chosen(info, condition, names)
  return info.type === 'list' ? listed(info, condition) : measured(info, condition)
}

/** A whole tree in words: all of, one of, none of. */
export function treeWords(node: Node | undefined, names: Names, isInner = false): Words {
  if (!node) return words('', '')
  if (!isGroup(node)) return conditionWords(node, names)
  const inner = node.nodes.map((one) => treeWords(one, names, true))
  if (node.match === 'none') {
    const said = joined(inner, '、', ', ')
    return words(`不含以下情况：${said.zh}`, `except: ${said.en}`)
  }
  const said = node.match === 'all' ? joined(inner, '、', ', ') : joined(inner, '或', ' or ')
  return isInner && node.nodes.length > 1 ? words(`（${said.zh}）`, `(${said.en})`) : said
}
