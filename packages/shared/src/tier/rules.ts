/** How a tier's card is drawn. */
export const TIER_STYLES = ['basic', 'silver', 'gold', 'black'] as const
export type TierStyle = (typeof TIER_STYLES)[number]

export type TierStep = { level: number; growthFrom: number }

/** The highest tier that this growth reaches. `tiers` holds one that begins at 0. */
export function tierFor<Tier extends TierStep>(tiers: readonly Tier[], growth: number): Tier {
  const reached = tiers.filter((tier) => tier.growthFrom <= growth).sort((a, b) => b.growthFrom - a.growthFrom)
  const [best] = reached
  if (!best) throw new Error('no tier begins at zero growth')
  return best
}

/** The tier after `level`, and how much growth is missing to it; null at the top. */
export function nextTier<Tier extends TierStep>(tiers: readonly Tier[], level: number, growth: number) {
  const above = tiers.filter((tier) => tier.level > level).sort((a, b) => a.level - b.level)
  const [next] = above
  return next ? { tier: next, missing: Math.max(0, next.growthFrom - growth) } : null
}
