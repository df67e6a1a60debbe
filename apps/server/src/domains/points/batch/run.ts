import { In, IsNull } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import { brandOf, today } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import type { Operation, Outcome } from '../operations'
import { expiryFor } from '../policy'
import { post } from '../post'
import { BatchLines, Batches, type BatchLineRow, type BatchRow } from './entities'

const LINES_A_RUN = 50

/** Does the next slice of the oldest file that is running. True when more is waiting. */
export async function runBatches(db: Platform['db'], now: Date): Promise<boolean> {
  const batch = await db.manager.findOne(Batches, { where: { state: 'running' }, order: { id: 'ASC' } })
  if (!batch) return false
  await inTransaction(db, (tx) => runSlice(tx, batch, now))
  return true
}

/** One transaction: either every line of the slice has its outcome on record, or none of it happened. */
async function runSlice(tx: Tx, batch: BatchRow, now: Date) {
  const next = {
    where: { batchId: batch.id, state: 'waiting' as const },
    order: { id: 'ASC' as const },
    take: LINES_A_RUN,
  }
  const ahead = await tx.find(BatchLines, next)
  if (ahead.length === 0) return finish(tx, batch, now)
  const present = await lockMembers(tx, ahead)
  // Somebody may have cancelled meanwhile: what is still waiting now is ours.
  const lines = (
    await tx.find(BatchLines, {
      where: { id: In(ahead.map((line) => line.id)) },
      order: { id: 'ASC' },
      ...forUpdate(tx),
    })
  ).filter((line) => line.state === 'waiting')
  const { day } = await today(tx, now)
  const isOver = ({ lastDay }: BatchLineRow) => lastDay !== null && lastDay > 0 && lastDay < day
  const late = lines.filter((line) => present.has(line.memberId) && isOver(line))
  const here = lines.filter((line) => present.has(line.memberId) && !isOver(line))
  const operations: Operation[] = []
  for (const line of here) operations.push(await operationOf(tx, batch, line, now))
  const outcomes = await post(tx, operations, now)
  const gone = lines.filter((line) => !present.has(line.memberId))
  for (const [index, line] of here.entries()) await record(tx, line, outcomes[index])
  for (const line of gone) await record(tx, line, { ok: false, reason: 'not_found' })
  for (const line of late) await record(tx, line, { ok: false, reason: 'expiry_past' })
  const refused = gone.length + late.length + outcomes.filter((outcome) => !outcome.ok).length
  await tx.increment(Batches, { id: batch.id }, 'done', lines.length - refused)
  await tx.increment(Batches, { id: batch.id }, 'refused', refused)
}

async function finish(tx: Tx, batch: BatchRow, now: Date) {
  await tx.update(Batches, { id: batch.id, state: 'running' }, { state: 'done', finishedAt: now })
}

/** As lockMember does, for many: in the order of their ids. Who has left is left out. */
async function lockMembers(tx: Tx, lines: readonly BatchLineRow[]): Promise<Set<string>> {
  const ids = [...new Set(lines.map((line) => line.memberId))]
  const rows = await tx.find(Members, {
    where: { id: In(ids), leftAt: IsNull() },
    order: { id: 'ASC' },
    ...forUpdate(tx),
  })
  return new Set(rows.map((row) => row.id))
}

async function record(tx: Tx, line: BatchLineRow, outcome: Outcome | undefined) {
  if (!outcome) throw new Error(`line ${line.line} of batch ${line.batchId} has no outcome`)
  const what = outcome.ok
    ? ({ state: 'done', txnId: outcome.txnId } as const)
    : ({ state: 'refused', refusal: outcome.reason } as const)
  await tx.update(BatchLines, { id: line.id }, what)
}

async function expiryOfLine(tx: Tx, { memberId, unit, lastDay, points }: BatchLineRow, now: Date) {
  if (unit === 'growth' || lastDay === 0 || points < 0) return { expiresAt: null }
  return lastDay === null ? expiryFor(tx, { memberId, at: now }) : { expiresAt: endOfDay(lastDay, await brandOf(tx)) }
}

async function operationOf(tx: Tx, batch: BatchRow, line: BatchLineRow, now: Date): Promise<Operation> {
  const { memberId, unit, points, reason, sourceKey } = line
  const facts = { memberId, unit, points, reason, sourceKey, actor: `operator:${batch.askedBy}` }
  const expiry = await expiryOfLine(tx, line, now)
  const source = `${batch.kind === 'adjust' ? '批量调整' : '期初导入'} ${batch.id} 第 ${line.line} 行`
  return batch.kind === 'adjust'
    ? { kind: 'adjust', ...facts, source, ...expiry }
    : { kind: 'opening', ...facts, source, lotSource: 'opening', ...expiry }
}
