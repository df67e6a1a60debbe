import { nextTier, tierFor } from '@huitou/shared/tier/rules'
import type { Output } from '@huitou/shared/api'
import { memberById } from '#server/domains/member/member-of'
import { balanceOf } from '#server/domains/points/queries'
import type { Reader } from '#server/platform/db/tx'
import { Tiers, type TierRow } from './entities'

const tiersUpwards = (read: Reader) => read.find(Tiers, { order: { level: 'ASC' }, take: 20 })

/** A brand that has set up no tiers has one. */
const ONLY: TierRow = { level: 1, name: '普卡', style: 'basic', growthFrom: 0, benefits: [] }

export async function tierNameOf(read: Reader, level: number): Promise<string> {
  return (await read.findOne(Tiers, { where: { level } }))?.name ?? ONLY.name
}

export async function tierOf(read: Reader, memberId: string, now: Date): Promise<Output<'tier.mine'>> {
  const known = await tiersUpwards(read)
  const tiers = known.length > 0 ? known : [ONLY]
  const growth = await balanceOf(read, memberId, 'growth', now)
  const member = await memberById(read, memberId)
  const current = tiers.find((tier) => tier.level === member.tierLevel) ?? tierFor(tiers, growth)
  const next = nextTier(tiers, current.level, growth)
  return {
    growth,
    current,
    next: next && { name: next.tier.name, growthFrom: next.tier.growthFrom, missing: next.missing },
    tiers,
  }
}
