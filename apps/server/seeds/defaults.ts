import { Plans } from '#server/domains/checkin/entities'
import { Tiers } from '#server/domains/tier/entities'
import { businessDay } from '#server/platform/business-day'
import type { Tx } from '#server/platform/db/tx'
import { solarTermsAround } from './solar-terms'

/** Four tiers, as most shops begin with. Their benefits promise only what the product does by itself. */
export async function createTiers(tx: Tx) {
  await tx.insert(Tiers, [
    { level: 1, name: '普卡', style: 'basic', growthFrom: 0, benefits: ['签到攒积分', '积分换好物'] },
    { level: 2, name: '银卡', style: 'silver', growthFrom: 300, benefits: ['普卡有的都有', '银色会员卡面'] },
    { level: 3, name: '金卡', style: 'gold', growthFrom: 1000, benefits: ['银卡有的都有', '金色会员卡面'] },
    { level: 4, name: '黑金', style: 'black', growthFrom: 2500, benefits: ['金卡有的都有', '黑金会员卡面'] },
  ])
}

type PlanWanted = { since: Date; now: Date; zone: string; streakTemplateId: string | null }

/** Five points a day, more at 3, 7, 14 and 30 days in a row, double on solar terms. */
export async function createCheckInPlan(tx: Tx, { since, now, zone, streakTemplateId }: PlanWanted) {
  const { day } = businessDay(now, { zone, dayStartMinutes: 0 })
  await tx.insert(Plans, {
    name: '日常签到',
    version: 1,
    basePoints: 5,
    visitPoints: 5,
    growth: 2,
    cycleDays: 30,
    ladder: [
      { streakDays: 3, points: 10, templateId: null },
      { streakDays: 7, points: 15, templateId: streakTemplateId },
      { streakDays: 14, points: 80, templateId: null },
      { streakDays: 30, points: 200, templateId: null },
    ],
    specialDays: solarTermsAround(day).map((term) => ({ ...term, permille: 2000 })),
    pointsValidDays: 365,
    activeFrom: since,
  })
}
