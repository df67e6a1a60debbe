import { Templates } from '#server/domains/coupon/entities'
import { issueCoupon } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import type { Tx } from '#server/platform/db/tx'
import { templateOf, type Plan } from './shop'

const DAY_MS = 86_400_000
const SILVER = 2

/** What the demo's centre offers besides: a drop twice a day, one for weekday afternoons, one for higher tiers, and one for deliveries. */
const offers = (now: Date): Plan[] => {
  const centre = { claimable: true, perMemberLimit: 1, claimUntil: new Date(now.getTime() + 60 * DAY_MS) }
  const cash = { kind: 'cash_off' as const, ...centre }
  return [
    {
      ...{ name: '现烤可颂半价', kind: 'percent_off', payPermille: 500, offMaxFen: 700, validDays: 1 },
      ...{ ...centre, perMemberLimit: null, goodsName: '现烤可颂', skus: ['B02'] },
      dropPlan: { times: ['10:00', '15:00'], weekdays: [], quotaPerDrop: 50, perMemberPerDrop: 1, lastsMinutes: 60 },
    },
    {
      ...{ ...cash, name: '下午茶满30减8', offFen: 800, thresholdFen: 3000, validDays: 14, stackGroup: 1 },
      ...{ weekdays: [1, 2, 3, 4, 5], hours: [{ from: 840, until: 1020 }] },
    },
    { ...cash, name: '银卡满50减15', offFen: 1500, thresholdFen: 5000, validDays: 30, tierMin: SILVER },
    { ...centre, name: '商城免运券', kind: 'shipping', offMaxFen: 800, validDays: 30 },
  ]
}

const MONTHLY_CARD: Plan = {
  ...{ name: '热美式 5 次卡', kind: 'times', itemName: '热美式（中杯）', itemSku: 'C01', usesTotal: 5, validDays: 90 },
  terms: ['不找零、不兑现', '每次用一次，可以分几天用'],
}

export async function createOffers(tx: Tx, now: Date) {
  for (const plan of offers(now)) await tx.insert(Templates, templateOf(plan, now))
}

/** Puts a times card into a member's wallet. */
export async function giveTimesCard(tx: Tx, memberId: string, now: Date) {
  const { identifiers } = await tx.insert(Templates, templateOf(MONTHLY_CARD, now))
  const template = await templateById(tx, String(identifiers[0]?.['id']))
  await issueCoupon(tx, { memberId, template, source: 'rule', sourceKey: `seed:times:${memberId}`, now })
}
