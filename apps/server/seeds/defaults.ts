import { NO_PLAN, type Plan } from '@huitou/shared/checkin/plan-rules'
import { NEUTRAL, type Benefits } from '@huitou/shared/tier/benefit-rules'
import { NO_PACK, type Programme, type TierDef, type TierPack } from '@huitou/shared/tier/programme-rules'
import { PlanVersions } from '#server/domains/checkin/entities'
import { Programmes } from '#server/domains/tier/entities'
import { businessDay } from '#server/platform/business-day'
import type { Tx } from '#server/platform/db/tx'
import { solarTermsAround } from './solar-terms'

const YEARS_AGO = new Date('2000-01-01T00:00:00.000Z')
const EVER = 20_000_101

const tier = (
  [level, name, style, growthFrom]: [number, string, TierDef['style'], number],
  benefits: Partial<Benefits>,
  pack: Partial<TierPack> = {},
): TierDef => ({
  level,
  name,
  style,
  growthFrom,
  keepGrowth: null,
  benefits: { ...NEUTRAL, ...benefits },
  pack: { ...NO_PACK, ...pack },
})

/** Four tiers, as most shops begin with. Their benefits promise only what the product does by itself. */
const TIERS: Programme = {
  unitName: '成长值',
  window: { kind: 'rolling', months: 12 },
  downgrade: 'one_step',
  graceDays: 30,
  warnDays: 15,
  onRefund: 'recheck',
  tiers: [
    tier([1, '普卡', 'basic', 0], { texts: ['签到攒积分', '积分换好物'] }),
    tier([2, '银卡', 'silver', 300], { pointsPermille: 1100, texts: ['银色会员卡面'] }, { points: 30 }),
    tier([3, '金卡', 'gold', 1000], { pointsPermille: 1200, texts: ['金色会员卡面'] }, { points: 100 }),
    tier([4, '黑金', 'black', 2500], { pointsPermille: 1500, texts: ['黑金会员卡面'] }, { points: 300 }),
  ],
}

/** The tiers, in force since ever. */
export async function createTiers(tx: Tx) {
  await tx.insert(Programmes, {
    version: 1,
    state: 'published',
    activeOn: EVER,
    body: TIERS,
    note: '开店默认',
    author: 'system',
    savedAt: YEARS_AGO,
    publishedAt: YEARS_AGO,
    sweptTo: null,
    sweptAt: YEARS_AGO,
  })
}

type PlanWanted = { since: Date; now: Date; zone: string; streakTemplateId: string | null }

const gift = (points: number, templateId: string | null = null) => ({ points, growth: 0, templateId })

/** Five points a day, more at 3, 7, 14 and 30 days in a row, double on solar terms; two missed days a month can be made up. */
export async function createCheckInPlan(tx: Tx, { since, now, zone, streakTemplateId }: PlanWanted) {
  const rule = { zone, dayStartMinutes: 0 }
  const { day } = businessDay(now, rule)
  const body: Plan = {
    ...NO_PLAN,
    base: { points: 5, growth: 2 },
    cycle: { kind: 'run', days: 30 },
    ladder: [
      { streakDays: 3, ...gift(10) },
      { streakDays: 7, ...gift(15, streakTemplateId) },
      { streakDays: 14, ...gift(80) },
      { streakDays: 30, ...gift(200) },
    ],
    specials: solarTermsAround(day).map((term) => ({
      on: { kind: 'day', day: term.day },
      name: term.name,
      permille: 2000,
      points: 0,
      templateId: null,
    })),
    makeUp: { limit: 2, prices: [20], daysBack: 7, pays: 'base' },
    visit: { points: 5, per: 'day', evidence: 'printed' },
  }
  const { identifiers } = await tx.insert(PlanVersions, {
    line: null,
    name: '日常签到',
    version: 1,
    state: 'published',
    audience: 'everyone',
    levels: [],
    body,
    activeOn: businessDay(since, rule).day,
    endsOn: null,
    note: '开店默认',
    author: 'system',
    savedAt: since,
    publishedAt: since,
  })
  const id = String(identifiers[0]?.['id'])
  await tx.update(PlanVersions, { id }, { line: id })
}
