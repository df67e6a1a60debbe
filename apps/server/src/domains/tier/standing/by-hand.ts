import type { Input } from '@huitou/shared/api'
import { tierAt } from '@huitou/shared/tier/programme-rules'
import { setByHand } from '@huitou/shared/tier/moment-rules'
import { currentSpan } from '@huitou/shared/tier/window-rules'
import { lockMember } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { Refused, invalid } from '#server/platform/refused'
import { growthOf } from '../growth'
import { clockOf, programmeOf } from '../programme/in-force'
import { caseOf } from './replay'
import { happen, settle } from './settle'

type ByHand = Input<'tier.setByHand'> & { operatorId: string; now: Date }

/** Sets a member's tier by hand, or takes that back. Underneath, growth and reviews go on: when it ends, what they say holds again. */
export async function setTierByHand(tx: Tx, { memberId, level, reason, lastDay, operatorId, now }: ByHand) {
  await lockMember(tx, memberId)
  const clock = await clockOf(tx, now)
  const programme = programmeOf(clock)
  if (level !== null && tierAt(programme, level).level !== level) throw new Refused('not_found')
  if (lastDay !== null && lastDay < clock.day) throw invalid('lastDay', 'lies in the past')
  const one = await caseOf(tx, memberId, clock)
  if (level === null && one.standing.hand === null) throw new Refused('already_done')
  const { account, around } = one
  const span = currentSpan(programme.window, clock.day, around.joined)
  const growth = await growthOf(tx, { account, span, knownAt: null, rule: clock.rule })
  const hand = level === null ? null : { level, lastDay, reason }
  const applied = setByHand(one.standing, hand, { day: clock.day, growth })
  await settle(tx, happen(one, applied, clock), clock, { actor: `operator:${operatorId}`, note: reason })
  return memberId
}
