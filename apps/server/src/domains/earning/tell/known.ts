import { In } from 'typeorm'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import type { Known } from '@huitou/shared/earning/checks/check-rules'
import type { RuleSet } from '@huitou/shared/earning/rules'
import { joined, monthDaysOf, weekdaysOf, type Names } from '@huitou/shared/earning/words/word-rules'
import { Templates } from '#server/domains/coupon/entities'
import { brandOf, openStores } from '#server/domains/store/queries'
import { Stores } from '#server/domains/store/entities'
import { momentText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'

export type TierChoice = { level: number; name: string; pointsPermille: number; memberDayPermille: number }

/** What this room must know of rooms that it may not import. Whoever puts the server together says how to find out. */
export type Neighbours = {
  tiers(read: Reader): Promise<TierChoice[]>
  categories(read: Reader): Promise<string[]>
}

const templateIdsOf = (sets: readonly RuleSet[]) => [
  ...new Set(
    sets.flatMap((set) =>
      set.rules.flatMap((rule) =>
        rule.effects.flatMap((effect) => (effect.kind === 'coupon' ? [effect.templateId] : [])),
      ),
    ),
  ),
]

const templatesOf = async (read: Reader, ids: readonly string[]) =>
  ids.length === 0 ? [] : read.find(Templates, { where: { id: In([...ids]) } })

function memberDayOf(sets: readonly RuleSet[]): Names['memberDay'] {
  const { monthDays = [], weekdays = [] } = sets[0]?.memberDays ?? {}
  const told = joined(
    [monthDays.length > 0 ? monthDaysOf(monthDays) : null, weekdays.length > 0 ? weekdaysOf(weekdays) : null],
    '、',
    ', ',
  )
  return told.zh === '' ? null : told
}

/** Names for the sentences of these sets; the member days are the first one’s. */
export async function namesFor(read: Reader, neighbours: Neighbours, sets: readonly RuleSet[]): Promise<Names> {
  const [{ zone }, stores, tiers] = [
    await brandOf(read),
    await read.find(Stores, { take: 500 }),
    await neighbours.tiers(read),
  ]
  const templates = await templatesOf(read, templateIdsOf(sets))
  return {
    stores: Object.fromEntries(stores.map((store) => [store.id, store.name])),
    tiers: Object.fromEntries(tiers.map((tier) => [String(tier.level), tier.name])),
    templates: Object.fromEntries(templates.map((template) => [template.id, template.name])),
    memberDay: memberDayOf(sets),
    moment: (at) => ({ zh: momentText(new Date(at), zone), en: momentText(new Date(at), zone) }),
  }
}

/** What a set may name. */
export async function knownFor(read: Reader, neighbours: Neighbours, set: RuleSet, now: Date): Promise<Known> {
  const templates = await templatesOf(read, templateIdsOf([set]))
  return {
    stores: (await openStores(read)).map((store) => store.id),
    tiers: (await neighbours.tiers(read)).map((tier) => tier.level),
    templates: templates.map((template) => {
      const decision = judgeIssue(template, now)
      return { id: template.id, ended: !decision.ok && decision.reason === 'coupon_ended' }
    }),
  }
}
