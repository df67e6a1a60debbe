import { In, IsNull } from 'typeorm'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Members, type MemberRow } from './entities'

export const memberOfUser = (read: Reader, userId: string) =>
  read.findOne(Members, { where: { userId, leftAt: IsNull() } })

/** Which of these visitors are members, and as whom. */
export async function memberIdsOf(read: Reader, userIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await read.find(Members, {
    select: { id: true, userId: true },
    where: { userId: In([...userIds]), leftAt: IsNull() },
  })
  return new Map(rows.map(({ id, userId }) => [userId ?? '', id]))
}

export const memberIdOf = async (read: Reader, userId: string) => (await memberOfUser(read, userId))?.id ?? null

export const memberById = async (read: Reader, id: string): Promise<MemberRow> =>
  found(await read.findOne(Members, { where: { id } }))

/** Who a membership is by now: itself, or the one that took it over. */
export async function survivorOf(read: Reader, memberId: string): Promise<string> {
  const { mergedInto } = await memberById(read, memberId)
  return mergedInto === null ? memberId : survivorOf(read, mergedInto)
}

/** This membership and those that it took over: what is told to its member as their own. */
export async function membershipsTaken(read: Reader, memberId: string): Promise<string[]> {
  const taken = await read.find(Members, { select: { id: true }, where: { mergedInto: memberId } })
  return [memberId, ...taken.map((row) => row.id)]
}

/**
 * This membership and those that the same person left before: limits per person count over all of them, or leaving and joining again
 * would be a way round.
 */
export async function membershipsOf(read: Reader, memberId: string): Promise<string[]> {
  const { userFingerprint } = await memberById(read, memberId)
  return (await read.find(Members, { select: { id: true }, where: { userFingerprint } })).map((row) => row.id)
}

/**
 * Locks the member until the transaction ends; refuses who has left. A verb that gives or takes something of a member's calls this
 * first of all, before the points account or any row of its own: one order everywhere, so no deadlock.
 */
export const lockMember = async (tx: Tx, id: string): Promise<MemberRow> =>
  found(await tx.findOne(Members, { where: { id, leftAt: IsNull() }, ...forUpdate(tx) }))

/** The membership as which somebody goes on, locked; null when they have left. */
export async function lockSurvivor(tx: Tx, memberId: string): Promise<MemberRow | null> {
  const id = await survivorOf(tx, memberId)
  const member = await tx.findOne(Members, { where: { id, leftAt: IsNull() }, ...forUpdate(tx) })
  if (member) return member
  // Another membership may have taken it over while this waited for the lock.
  const now = await survivorOf(tx, id)
  return now === id ? null : lockSurvivor(tx, now)
}
