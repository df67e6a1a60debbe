import type { RuleBody, RuleSet } from '@huitou/shared/earning/rules'
import { TEMPLATES, type Params } from '@huitou/shared/earning/template-rules'
import { hashOfSet } from '#server/domains/earning/decide/hash'
import { Versions } from '#server/domains/earning/version/entities'
import type { Tx } from '#server/platform/db/tx'

function made(id: string, params: Params = {}): RuleBody {
  const template = TEMPLATES.find((one) => one.id === id)
  if (!template) throw new Error(`no rule template ${id}`)
  return template.make(params)
}

/**
 * What most shops begin with: a point and a growth point a yuan, more by tier, double on the 28th and in the month of a birthday,
 * something for the first purchase and for a complete profile, and no more than a thousand points a day.
 */
export const defaultRules = (): RuleSet => ({
  rules: [
    made('per-amount'),
    made('tier-multiplier'),
    made('member-day'),
    made('birthday-month'),
    made('first-purchase'),
    made('profile'),
  ],
  memberDays: { monthDays: [28] },
  caps: { pointsPerDay: 1000 },
})

type Published = { rules: RuleSet; activeFrom: Date; name?: string }

/** Puts rules in force without asking anybody: for a shop that is being set up. Answers the version's id. */
export async function publishRules(
  tx: Tx,
  { rules, activeFrom, name = '积分规则' }: Published,
  now: Date,
): Promise<string> {
  const { identifiers } = await tx.insert(Versions, {
    ...{ name, body: rules, state: 'published', runs: 'live', revision: 2, sha256: hashOfSet(rules) },
    ...{ activeFrom, endedAt: null, createdAt: now, createdBy: '开店', publishedAt: now, publishedBy: '开店' },
  })
  return String(identifiers[0]?.['id'])
}
