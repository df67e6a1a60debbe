import { createHash, randomBytes } from 'node:crypto'
import { IsNull } from 'typeorm'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Operator } from '#server/platform/http/call'
import { Operators, OperatorSessions } from './entities'

/** A working day; the console is opened again in the morning. */
const LIFE_MS = 12 * 3_600_000

const digestOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Opens a session. Only the digest is kept: who reads the database gets in nowhere. */
export async function openOperatorSession(tx: Tx, operatorId: string, device: string, now: Date) {
  const token = `op_${randomBytes(32).toString('base64url')}`
  const endsAt = new Date(now.getTime() + LIFE_MS)
  await tx.insert(OperatorSessions, {
    operatorId,
    tokenDigest: digestOf(token),
    createdAt: now,
    endsAt,
    endedAt: null,
    device,
  })
  return { token, endsAt: endsAt.toISOString() }
}

export const endOperatorSession = (tx: Tx, id: string, now: Date) =>
  tx.update(OperatorSessions, { id }, { endedAt: now })

/** Ends every session of an operator but `except`. */
export const endOperatorSessions = (tx: Tx, operatorId: string, now: Date, except = '0') =>
  tx
    .createQueryBuilder()
    .update(OperatorSessions)
    .set({ endedAt: now })
    .where('operatorId = :operatorId AND endedAt IS NULL AND id <> :except', { operatorId, except })
    .execute()

/** Who comes with this token, asked on every request: a disabled operator is out at once, a new role holds at once. */
export async function operatorOf(read: Reader, token: string, now: Date): Promise<Operator | null> {
  const session = await read.findOne(OperatorSessions, { where: { tokenDigest: digestOf(token), endedAt: IsNull() } })
  if (!session || session.endsAt <= now) return null
  const operator = await read.findOne(Operators, { where: { id: session.operatorId, disabledAt: IsNull() } })
  if (!operator) return null
  return {
    operatorId: operator.id,
    operatorName: operator.name,
    operatorRole: operator.role,
    sessionId: session.id,
  }
}
