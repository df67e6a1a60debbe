import { tierFor } from '@huitou/shared/tier/rules'
import { Members } from '#server/domains/member/entities'
import { memberById } from '#server/domains/member/member-of'
import { balanceOf } from '#server/domains/points/queries'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Tiers } from './entities'

/** Raises a member to the tier that their growth reaches, at once. Never lowers. The caller holds the member's lock. */
export async function climb(tx: Tx, memberId: string, now: Date) {
  const tiers = await tx.find(Tiers)
  if (tiers.length === 0) return
  const reached = tierFor(tiers, await balanceOf(tx, memberId, 'growth', now))
  const { tierLevel } = await memberById(tx, memberId)
  if (reached.level <= tierLevel) return
  await tx.update(Members, { id: memberId }, { tierLevel: reached.level })
  await announce(tx, 'tier.raised', { memberId, from: tierLevel, to: reached.level }, now)
}
