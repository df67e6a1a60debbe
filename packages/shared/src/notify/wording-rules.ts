import { TOPIC_FACTS, type Topic } from './topic-rules'

export const TITLE_MAX = 30
export const WORDS_MAX = 120

const NAME = '姓名'
const SHOP = '门店'
const NAMELESS = '会员'
const UNKNOWN = '—'

/** What may stand in the words of a topic: who it is for, the shop, and what the topic knows. */
export const variablesOf = (topic: Topic): string[] => [NAME, SHOP, ...Object.values(TOPIC_FACTS[topic])]

/** What stands between braces and is nothing that the topic has; a pair of braces left alone too. */
export function unknownVariables(topic: Topic, template: string): string[] {
  const known = new Set(variablesOf(topic))
  const named = (template.match(/\{\{[^{}]*\}\}/g) ?? []).map((found) => found.slice(2, -2).trim())
  const rest = template.replace(/\{\{[^{}]*\}\}/g, '')
  return [...named.filter((name) => !known.has(name)), ...(rest.match(/\{\{|\}\}/g) ?? [])]
}

type Around = { nickname: string | null; shop: string }

/** What each variable of a topic stands for. A store of its own among the facts is the shop. */
export function valuesOf(topic: Topic, facts: Readonly<Record<string, string>>, { nickname, shop }: Around) {
  const values = new Map<string, string>([
    [NAME, nickname?.trim() || NAMELESS],
    [SHOP, facts['store']?.trim() || shop],
  ])
  for (const [fact, label] of Object.entries(TOPIC_FACTS[topic])) values.set(label, facts[fact]?.trim() || UNKNOWN)
  return values
}

/** As much as there is room for. */
export function cut(whole: string, max: number): string {
  const characters = Array.from(whole)
  return characters.length <= max ? whole : `${characters.slice(0, max - 1).join('')}…`
}

/** The words with their values, cut to `max`. What a value says is never read as a variable again. */
export function rendered(template: string, values: ReadonlyMap<string, string>, max: number): string {
  return cut(
    template.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => values.get(name.trim()) ?? UNKNOWN),
    max,
  )
}

const SAMPLES: Readonly<Record<string, string>> = {
  ...{ name: '草莓奶油盒子', endsAt: '2026年12月6日 23:59', note: '点开看看', points: '120', store: '梧桐路店' },
  ...{ until: '2026年12月6日 21:00', orderNo: '10086', carrier: '顺丰速运', trackingNo: 'SF1234567890', days: '6' },
  ...{ startsAt: '2026年12月6日 14:00', place: '梧桐路店 · 二楼' },
  ...{
    tier: '金卡',
    teamNo: '2026',
    missing: '1',
    outcome: '正在核对',
    friends: '3',
    amount: '¥20.00',
    title: '好久没见，想你了',
  },
}

/** Facts as a member could have them, to look at words. */
export const sampleFacts = (topic: Topic): Record<string, string> =>
  Object.fromEntries(Object.keys(TOPIC_FACTS[topic]).map((fact) => [fact, SAMPLES[fact] ?? UNKNOWN]))

export const SAMPLE_NICKNAME = '小满'
