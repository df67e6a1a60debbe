import { In } from 'typeorm'
import type { OperatorRole } from '@huitou/shared/admin/roles'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Operators, type OperatorRow } from './entities'
import { endOperatorSessions } from './sessions'

const isOwner = ({ role, disabledAt }: OperatorRow) => role === 'owner' && disabledAt === null

/**
 * Locks the target and every owner, in the order of their ids: two owners who shut each other out at once do it one after the other,
 * and the second finds itself shut out. Refuses what would leave nobody in charge.
 */
async function lockFor(tx: Tx, byId: string, targetId: string) {
  const owners = await tx.find(Operators, { select: { id: true }, where: { role: 'owner' } })
  const ids = [...new Set([byId, targetId, ...owners.map((one) => one.id)])]
  const rows = await tx.find(Operators, { where: { id: In(ids) }, order: { id: 'ASC' }, ...forUpdate(tx) })
  const by = rows.find((row) => row.id === byId)
  if (!by || !isOwner(by)) throw new Refused('not_allowed')
  const target = found(rows.find((row) => row.id === targetId))
  return { target, ownersBeside: rows.filter((row) => row.id !== targetId && isOwner(row)).length }
}

/** Another role from the next request on. Answers the operator's id. */
export async function setRole(tx: Tx, byId: string, wanted: { operatorId: string; role: OperatorRole }) {
  const { target, ownersBeside } = await lockFor(tx, byId, wanted.operatorId)
  if (wanted.role !== 'owner' && isOwner(target) && ownersBeside === 0) throw new Refused('last_owner')
  await tx.update(Operators, { id: target.id }, { role: wanted.role })
  return target.id
}

/** Shuts an operator out, or lets them in again. Answers the operator's id. */
export async function setDisabled(tx: Tx, byId: string, wanted: { operatorId: string; disabled: boolean }, now: Date) {
  const { target, ownersBeside } = await lockFor(tx, byId, wanted.operatorId)
  if (wanted.disabled && isOwner(target) && ownersBeside === 0) throw new Refused('last_owner')
  if (wanted.disabled && !target.disabledAt) {
    await tx.update(Operators, { id: target.id }, { disabledAt: now })
    await endOperatorSessions(tx, target.id, now)
  }
  if (!wanted.disabled) await tx.update(Operators, { id: target.id }, { disabledAt: null })
  return target.id
}
