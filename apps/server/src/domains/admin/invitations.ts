import { createHash } from 'node:crypto'
import { IsNull } from 'typeorm'
import type { OperatorRole } from '@huitou/shared/admin/roles'
import { randomReadable } from '#server/platform/crypto/random'
import type { Vault } from '#server/platform/crypto/vault'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { OperatorInvitations, Operators } from './entities'
import { endOperatorSessions } from './sessions'

const CODE_LENGTH = 16
const LIFE_MS = 3 * 86_400_000
const PURPOSE = 'operator-code'

const digestOf = (code: string) => createHash('sha256').update(code).digest('hex')

export type NewOperator = { login: string; name: string; role: OperatorRole }

/** Makes a login without a password. Answers its id. */
export async function createOperator(tx: Tx, { login, name, role }: NewOperator, now: Date): Promise<string> {
  try {
    const row = { login, name, role, passwordHash: null, createdAt: now, disabledAt: null }
    const { identifiers } = await tx.insert(Operators, row)
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('login_taken', { cause: error })
    throw error
  }
}

/**
 * Writes the one-time code that sets a password; earlier ones are of no use any more. Without a vault nobody can be given the same
 * code again, as from a command line that prints it once.
 */
export async function writeCode(tx: Tx, vault: Vault | null, operatorId: string, now: Date, lifeMs = LIFE_MS) {
  await tx.update(OperatorInvitations, { operatorId, usedAt: IsNull() }, { endsAt: now })
  const code = randomReadable(CODE_LENGTH)
  const { identifiers } = await tx.insert(OperatorInvitations, {
    operatorId,
    codeDigest: digestOf(code),
    codeSealed: vault?.seal(code, PURPOSE) ?? '',
    createdAt: now,
    endsAt: new Date(now.getTime() + lifeMs),
    usedAt: null,
  })
  return { id: String(identifiers[0]?.['id']), code }
}

/** Somebody forgot, or somebody else knows: the old password and its sessions end now. Answers the invitation's id. */
export async function resetPassword(tx: Tx, vault: Vault, operatorId: string, now: Date): Promise<string> {
  found(await tx.findOne(Operators, { where: { id: operatorId }, ...forUpdate(tx) }))
  await tx.update(Operators, { id: operatorId }, { passwordHash: null })
  await endOperatorSessions(tx, operatorId, now)
  return (await writeCode(tx, vault, operatorId, now)).id
}

/** Uses a code up and sets the password; whoever comes second with the same code is refused. Answers the operator's id. */
export async function useCode(tx: Tx, code: string, passwordHash: string, now: Date): Promise<string> {
  const invitation = await tx.findOne(OperatorInvitations, { where: { codeDigest: digestOf(code) }, ...forUpdate(tx) })
  if (!invitation || invitation.usedAt || invitation.endsAt <= now) throw new Refused('invitation_invalid')
  const operator = await tx.findOne(Operators, { where: { id: invitation.operatorId }, ...forUpdate(tx) })
  if (!operator || operator.disabledAt) throw new Refused('invitation_invalid')
  await tx.update(OperatorInvitations, { id: invitation.id }, { usedAt: now })
  await tx.update(Operators, { id: operator.id }, { passwordHash })
  await endOperatorSessions(tx, operator.id, now)
  return operator.id
}

/** For the login that a code belongs to: its password must not be made of it. Null when the code opens nothing. */
export async function loginOfCode(read: Tx, code: string, now: Date): Promise<string | null> {
  const invitation = await read.findOne(OperatorInvitations, {
    where: { codeDigest: digestOf(code), usedAt: IsNull() },
  })
  if (!invitation || invitation.endsAt <= now) return null
  return found(await read.findOne(Operators, { where: { id: invitation.operatorId } })).login
}

export const openCode = (vault: Vault, sealed: string) => vault.open(sealed, PURPOSE)
