import { In } from 'typeorm'
import type { GroupOrderState } from '@huitou/shared/groupbuy/schema'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { GroupOrders, Teams, type GroupOrderRow, type TeamRow } from './entities'

const SEATED: GroupOrderState[] = ['seated', 'won', 'used']

/** Orders that have a seat of this team. */
export const seatsOf = (read: Reader, teamIds: readonly string[]): Promise<GroupOrderRow[]> =>
  teamIds.length === 0
    ? Promise.resolve([])
    : read.find(GroupOrders, {
        where: { teamId: In([...teamIds]), state: In(SEATED) },
        order: { paidAt: 'ASC', id: 'ASC' },
      })

export const isInTeam = (read: Reader, teamId: string, person: string): Promise<boolean> =>
  read.existsBy(GroupOrders, { teamId, person, state: In(SEATED) })

export type Locked = { member: MemberRow; team: TeamRow; order: GroupOrderRow }

/**
 * The order with its team, locked in the one order: member, team, order; whatever happens to the seats of one team happens one after the
 * other. The member is locked also when they have left: their money must find its way all the same.
 */
export async function lockSeat(tx: Tx, where: { id: string; memberId?: string }): Promise<Locked> {
  const { memberId } = found(await tx.findOne(GroupOrders, { where }))
  const member = found(await tx.findOne(Members, { where: { id: memberId }, ...forUpdate(tx) }))
  // Asked again under the lock: an order may have got a team of its own meanwhile.
  const { teamId } = found(await tx.findOne(GroupOrders, { where }))
  const team = found(await tx.findOne(Teams, { where: { id: teamId }, ...forUpdate(tx) }))
  const order = found(await tx.findOne(GroupOrders, { where, ...forUpdate(tx) }))
  return { member, team, order }
}
