import { lockMember } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { settingsAt } from '../settings/in-force'
import { keepStanding, lockDistributor } from './distributor'

type Application = { memberId: string; words: string; now: Date }

/** Applies to be a distributor. Refuses applications_closed, distributor_already. Answers the member's id. */
export async function applyAsDistributor(tx: Tx, { memberId, words, now }: Application): Promise<string> {
  const settings = await settingsAt(tx, now)
  if (settings === null || !settings.body.applications) throw new Refused('applications_closed')
  const member = await lockMember(tx, memberId)
  const known = await lockDistributor(tx, memberId)
  if (known !== null && known.state !== 'ended') throw new Refused('distributor_already')
  await keepStanding(tx, member, known, { state: 'applied', words, reason: null, actor: `member:${memberId}`, now })
  await announce(tx, 'distribution.applied', { memberId }, now)
  return memberId
}
