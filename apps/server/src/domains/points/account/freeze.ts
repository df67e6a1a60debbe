import { IsNull, Not } from 'typeorm'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Accounts, type PointUnit } from '../entities'

export type Freeze = { memberId: string; unit: PointUnit; reason: string; actor: string }

/** Whoever froze an account for this reason can only be answered by reconciling it. */
export const BY_SELF_CHECK = 'system'

const locked = async (tx: Tx, { memberId, unit }: Freeze) =>
  found(await tx.findOne(Accounts, { where: { memberId, unit }, ...forUpdate(tx) }))

/** Whether a member's points are stopped at this moment. */
export const isFrozen = (read: Reader, memberId: string): Promise<boolean> =>
  read.existsBy(Accounts, { memberId, unit: 'points', frozenAt: Not(IsNull()) })

/** Stops an account, with a reason. It can be read; nothing changes until it is let go. Answers its id. */
export async function freeze(tx: Tx, wanted: Freeze, now: Date): Promise<string> {
  const account = await locked(tx, wanted)
  if (account.frozenAt) throw new Refused('already_done')
  await freezeAccount(tx, account.id, wanted, now)
  return account.id
}

/** The same for an account at hand, whoever wants it. */
export async function freezeAccount(
  tx: Tx,
  accountId: string,
  { actor, reason }: Pick<Freeze, 'actor' | 'reason'>,
  now: Date,
) {
  await tx.update(Accounts, { id: accountId }, { frozenAt: now, frozenBy: actor, frozenReason: reason })
  await announce(tx, 'points.frozen', { accountId, by: actor, reason }, now)
}

/** Lets an account go on that a person stopped. What time brought meanwhile happens at the next look, dated to its moments. */
export async function unfreeze(tx: Tx, wanted: Freeze, now: Date): Promise<string> {
  const account = await locked(tx, wanted)
  if (!account.frozenAt) throw new Refused('already_done')
  if (account.frozenBy === BY_SELF_CHECK) throw new Refused('account_frozen')
  await tx.update(Accounts, { id: account.id }, { frozenAt: null, frozenBy: null, frozenReason: null })
  await announce(tx, 'points.unfrozen', { accountId: account.id, by: wanted.actor, reason: wanted.reason }, now)
  return account.id
}
