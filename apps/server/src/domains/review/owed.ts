import { In } from 'typeorm'
import { lockMember } from '#server/domains/member/member-of'
import { isFrozen } from '#server/domains/points/account/freeze'
import type { Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Reviews } from './entities'
import { givePoints, takePointsBack } from './give'

const OWINGS = ['give', 'take'] as const
/** Of stopped accounts there are a handful at a time. */
const OWED_MAX = 500

async function settle(tx: Tx, { id, memberId }: { id: string; memberId: string }, now: Date) {
  await lockMember(tx, memberId)
  const row = await tx.findOne(Reviews, { where: { id, memberId, owed: In(OWINGS) } })
  if (!row || (await isFrozen(tx, memberId))) return
  const after = row.owed === 'give' ? await givePoints(tx, row, now) : await takePointsBack(tx, row, now)
  await tx.update(Reviews, { id }, after)
}

/** Gives or takes back what had to wait for accounts that were stopped. */
export async function settleAllOwed(platform: Platform, now: Date): Promise<boolean> {
  const where = { owed: In(OWINGS) }
  const owed = await platform.db.manager.find(Reviews, { where, order: { id: 'ASC' }, take: OWED_MAX })
  await eachAlone(platform, owed, 'review.owed', (tx, row) => settle(tx, row, now))
  return false
}
