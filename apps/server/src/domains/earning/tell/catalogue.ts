import * as z from 'zod/mini'
import type { Input, Output } from '@huitou/shared/api'
import { ruleBody } from '@huitou/shared/earning/body/contract'
import { FACTS, type Choice, type FactInfo } from '@huitou/shared/earning/fact-rules'
import { EARN_EVENTS } from '@huitou/shared/earning/rules'
import { defaultsOf, TEMPLATES, type Params } from '@huitou/shared/earning/template-rules'
import { EVENT_WORDS, sentenceOf } from '@huitou/shared/earning/words/sentence-rules'
import { openStores } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { namesFor, type Neighbours } from './known'

const same = (value: string | number, name: string): Choice => ({ value, zh: name, en: name })

/** Everything that a rule can ask about, with the stores, tiers and categories that there are. */
export async function catalogue(read: Reader, neighbours: Neighbours): Promise<Output<'earning.catalogue'>> {
  const filled = {
    stores: (await openStores(read)).map((store) => same(store.id, store.name)),
    tiers: (await neighbours.tiers(read)).map((tier) => same(tier.level, tier.name)),
    categories: (await neighbours.categories(read)).map((name) => same(name, name)),
  }
  const valuesOf = ({ values }: FactInfo) => (typeof values === 'string' ? filled[values] : values && [...values])
  return {
    facts: FACTS.map((info) => ({ ...info, ops: [...info.ops], events: [...info.events], values: valuesOf(info) })),
    events: EARN_EVENTS.map((id) => ({ id, ...EVENT_WORDS[id] })),
  }
}

/** The templates, with this shop's own store where one asks for a store. */
export async function templates(
  read: Reader,
  neighbours: Neighbours,
  { template: wanted, params }: Input<'earning.templates'>,
): Promise<Output<'earning.templates'>> {
  if (wanted !== undefined && !TEMPLATES.some((one) => one.id === wanted)) throw new Refused('not_found')
  const [store] = await openStores(read)
  const names = await namesFor(read, neighbours, [])
  const given = (id: string): Params => (id === wanted ? (params ?? {}) : {})
  return {
    templates: TEMPLATES.map(({ id, zh, en, params: known, make }) => {
      const filled = known.map((one) => (one.type === 'store' && store ? { ...one, value: store.id } : one))
      const rule = make({ ...defaultsOf(filled), ...given(id) })
      if (!z.safeParse(ruleBody, rule).success) throw new Refused('input_invalid')
      return { id, zh, en, params: filled, rule, sentence: sentenceOf(rule, names) }
    }),
  }
}
