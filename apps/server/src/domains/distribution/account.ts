import { LessThanOrEqual } from 'typeorm'
import { moved, netOf, type Move } from '@huitou/shared/distribution/rules'
import type { EntryKind } from '@huitou/shared/distribution/schema'
import { Members } from '#server/domains/member/entities'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { Commissions, Distributors, Entries, type DistributorRow } from './entities'
import { lockDistributor } from './people/distributor'

/** Frozen commission whose time has come, whoever asks when (P7). */
export async function maturedFen(read: Reader, distributorId: string, now: Date): Promise<number> {
  const sum = await read.sum(Commissions, 'standingFen', {
    distributorId,
    state: 'frozen',
    freesAt: LessThanOrEqual(now),
  })
  return sum ?? 0
}

/** What frozen commission has been frozen for long enough is due, and pays a debt first. */
async function release(tx: Tx, account: DistributorRow, now: Date): Promise<DistributorRow> {
  const { memberId: distributorId } = account
  const freedFen = await maturedFen(tx, distributorId, now)
  if (freedFen === 0) return account
  const matured = { distributorId, state: 'frozen' as const, freesAt: LessThanOrEqual(now) }
  await tx.update(Commissions, matured, { state: 'due' })
  const after = await move(tx, account, { frozenFen: -freedFen })
  await announce(tx, 'distribution.freed', { distributorId, amountFen: freedFen }, now)
  return after
}

/**
 * A distributor's money, locked by their member, who may have left: what is theirs is theirs all the same. What is due by now is due.
 */
export async function openAccount(tx: Tx, distributorId: string, now: Date): Promise<DistributorRow> {
  found(await tx.findOne(Members, { where: { id: distributorId }, ...forUpdate(tx) }))
  return release(tx, found(await lockDistributor(tx, distributorId)), now)
}

/** Moves money between where it can be; none comes or goes. */
export async function move(tx: Tx, account: DistributorRow, change: Move): Promise<DistributorRow> {
  const figures = moved(account, change)
  await tx.update(Distributors, { memberId: account.memberId }, figures)
  return { ...account, ...figures }
}

type Line = { kind: EntryKind; commissionId?: string; payoutId?: string; adjustmentId?: string; now: Date }

/** Money comes or goes: a line of the statement for ever. */
export async function enter(
  tx: Tx,
  account: DistributorRow,
  change: Move & { amountFen: number },
  line: Line,
): Promise<DistributorRow> {
  const { memberId: distributorId } = account
  const { kind, commissionId = null, payoutId = null, adjustmentId = null, now: at } = line
  const after = { ...(await move(tx, account, change)), seq: account.seq + 1 }
  await tx.update(Distributors, { memberId: distributorId }, { seq: after.seq })
  const net = netOf(after)
  await tx.insert(Entries, {
    ...{ distributorId, seq: after.seq, kind, amountFen: change.amountFen, commissionId, payoutId, adjustmentId, at },
    ...{ balanceFen: Math.max(0, net), debtFen: Math.max(0, -net) },
  })
  return after
}
