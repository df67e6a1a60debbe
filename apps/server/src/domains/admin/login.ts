import { judgePassword } from '@huitou/shared/admin/rules'
import { audit } from '#server/platform/audit/audit'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Unit } from '#server/platform/http/call'
import type { Guesses } from '#server/platform/http/guesses'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Operators } from './entities'
import { loginOfCode, useCode } from './invitations'
import { hashPassword, passwordMatches } from './password'
import { endOperatorSessions, openOperatorSession } from './sessions'

/** One request from outside, as far as the log keeps it. */
export type Caller = { address: string; device: string; requestId: string; now: Date }

const record = (tx: Tx, operatorId: string, action: string, { now, device, requestId }: Caller) =>
  audit(tx, { at: now, userId: '0', staffId: '0', operatorId, action, input: {}, device, requestId })

/**
 * Opens a session for login and password. Wrong tries count per login and address: nobody shuts anybody else out by guessing, and an
 * unknown login takes as long and answers the same as a wrong password.
 */
export async function login(unit: Unit, guesses: Guesses, input: { login: string; password: string }, caller: Caller) {
  const who = `operator\n${input.login}\n${caller.address}`
  await guesses.check(who)
  const known = await unit((tx) => tx.findOne(Operators, { where: { login: input.login } }))
  const right = await passwordMatches(input.password, known?.passwordHash ?? null)
  if (!right || !known || known.disabledAt) {
    await guesses.miss(who)
    throw new Refused('password_wrong')
  }
  return unit(async (tx) => {
    // Disabled or given another password while the hash was computed.
    const row = found(await tx.findOne(Operators, { where: { id: known.id }, ...forUpdate(tx) }))
    if (row.disabledAt || row.passwordHash !== known.passwordHash) throw new Refused('password_wrong')
    await record(tx, row.id, 'admin.login', caller)
    return { operator: row, ...(await openOperatorSession(tx, row.id, caller.device, caller.now)) }
  })
}

/** Sets a password with a one-time code, and opens a session. */
export async function setPassword(unit: Unit, input: { code: string; password: string }, caller: Caller) {
  const name = await unit((tx) => loginOfCode(tx, input.code, caller.now))
  if (name === null) throw new Refused('invitation_invalid')
  mustBe(judgePassword(input.password, name))
  const hash = await hashPassword(input.password)
  return unit(async (tx) => {
    const operatorId = await useCode(tx, input.code, hash, caller.now)
    await record(tx, operatorId, 'admin.setPassword', caller)
    const session = await openOperatorSession(tx, operatorId, caller.device, caller.now)
    return { operator: found(await tx.findOne(Operators, { where: { id: operatorId } })), ...session }
  })
}

type Change = { operatorId: string; sessionId: string; password: string; newPassword: string }

/** Changes one's own password; every other session ends. */
export async function changePassword(unit: Unit, guesses: Guesses, change: Change, caller: Caller) {
  const who = `operator\n${change.operatorId}\n${caller.address}`
  await guesses.check(who)
  const row = await unit(async (tx) => found(await tx.findOne(Operators, { where: { id: change.operatorId } })))
  if (!(await passwordMatches(change.password, row.passwordHash))) {
    await guesses.miss(who)
    throw new Refused('password_wrong')
  }
  mustBe(judgePassword(change.newPassword, row.login))
  const passwordHash = await hashPassword(change.newPassword)
  await unit(async (tx) => {
    const done = await tx.update(Operators, { id: row.id, passwordHash: row.passwordHash ?? '' }, { passwordHash })
    // Somebody reset it meanwhile: the old password, with which this was asked, is gone.
    if (done.affected === 0) throw new Refused('password_wrong')
    await endOperatorSessions(tx, row.id, caller.now, change.sessionId)
    await record(tx, row.id, 'admin.changePassword', caller)
  })
}
