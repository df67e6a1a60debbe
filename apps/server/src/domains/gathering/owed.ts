import { lockMember } from '#server/domains/member/member-of'
import { isFrozen } from '#server/domains/points/account/freeze'
import type { Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Tickets } from './entities'
import { givePoints } from './gift'
import { gatheringById } from './seat'

/** Of stopped accounts there are a handful at a time. */
const OWED_MAX = 500

async function giveOwed(tx: Tx, { id, memberId }: { id: string; memberId: string }, now: Date) {
  await lockMember(tx, memberId)
  const ticket = await tx.findOne(Tickets, { where: { id, memberId, giftOwed: true } })
  if (!ticket || (await isFrozen(tx, memberId))) return
  await tx.update(
    Tickets,
    { id },
    await givePoints(tx, await gatheringById(tx, ticket.gatheringId), ticket, 'system', now),
  )
}

/** Gives the points for coming to whom they could not be given at the door. */
export async function giveAllOwed(platform: Platform, now: Date): Promise<boolean> {
  const where = { giftOwed: true }
  const owed = await platform.db.manager.find(Tickets, { where, order: { id: 'ASC' }, take: OWED_MAX })
  await eachAlone(platform, owed, 'gathering.owed', (tx, ticket) => giveOwed(tx, ticket, now))
  return false
}
