import { lockSurvivor } from '#server/domains/member/member-of'
import { isFrozen } from '#server/domains/points/account/freeze'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Progresses } from './entities'
import { settleRow } from './feed'
import { personOf } from './terms'

type Owed = { memberId: string; progressId: string; now: Date }

/** Takes a reward back that a frozen account kept. Refuses account_frozen as long as it is: then it is tried again, later and later. */
export async function takeOwed(tx: Tx, { memberId, progressId, now }: Owed) {
  const member = await lockSurvivor(tx, memberId)
  if (!member || !(await tx.existsBy(Progresses, { id: progressId }))) return
  if (await isFrozen(tx, member.id)) throw new Refused('account_frozen')
  await settleRow(tx, progressId, await personOf(tx, member), now)
}
