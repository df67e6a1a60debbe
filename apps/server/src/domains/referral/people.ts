import { In } from 'typeorm'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'

export type Pair = { inviter: MemberRow; invitee: MemberRow }

/** Locks both sides by id, also who has left: what was promised to the other is kept all the same. */
export async function lockPair(tx: Tx, ids: { inviterId: string; inviteeId: string }): Promise<Pair> {
  const rows = await tx.find(Members, {
    where: { id: In([ids.inviterId, ids.inviteeId]) },
    order: { id: 'ASC' },
    ...forUpdate(tx),
  })
  return {
    inviter: found(rows.find(({ id }) => id === ids.inviterId)),
    invitee: found(rows.find(({ id }) => id === ids.inviteeId)),
  }
}
