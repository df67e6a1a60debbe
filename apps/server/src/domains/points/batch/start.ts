import { createHash } from 'node:crypto'
import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Operator } from '#server/platform/http/call'
import type { Vault } from '#server/platform/crypto/vault'
import { Refused, found } from '#server/platform/refused'
import { BatchLines, Batches, type BatchRow } from './entities'
import { presentFile, readFile } from './read-file'

type Starting = { kind: BatchRow['kind']; title: string; csv: string; operator: Operator; now: Date }

const INSERT_SLICE = 400
/** Of the file's digest: 128 bits. */
const KEY_DIGITS = 32

/** Takes a file that is right in every line; refuses it whole otherwise. What it asks for is done by a job. Answers the batch's id. */
export async function startBatch(tx: Tx, vault: Vault, { kind, title, csv, operator, now }: Starting): Promise<string> {
  const fileHash = createHash('sha256').update(csv).digest('hex')
  if (await tx.existsBy(Batches, { kind, fileHash, state: In(['waiting', 'running', 'done']) }))
    throw new Refused('batch_repeated')
  const file = await readFile(tx, vault, { kind, csv, now })
  if (file.problems.length > 0) throw new Refused('batch_invalid', { facts: presentFile(file) })
  const { identifiers } = await tx.insert(Batches, {
    ...file.totals,
    ...{ kind, title, fileHash, done: 0, refused: 0, cancelled: 0 },
    state: file.needsApproval ? 'waiting' : 'running',
    askedBy: operator.operatorId,
    askedByName: operator.operatorName,
    askedAt: now,
  })
  const batchId = String(identifiers[0]?.['id'])
  const rows = file.lines.map((line) => ({
    ...line,
    batchId,
    // By what is in the file, not by which start of it: sent twice at once, or again after it was cancelled, a line pays once.
    sourceKey: line.sourceKey ?? `batch:${fileHash.slice(0, KEY_DIGITS)}:${line.line}`,
    state: 'waiting' as const,
  }))
  for (let at = 0; at < rows.length; at += INSERT_SLICE) await tx.insert(BatchLines, rows.slice(at, at + INSERT_SLICE))
  return batchId
}

type Deciding = Input<'points.decideBatch'> & { operator: Operator; now: Date }

/** Agrees to a file as a whole or turns it down, once, and never by the one who asked. Answers the batch's id. */
export async function decideBatch(tx: Tx, { batchId, approve, note, operator, now }: Deciding): Promise<string> {
  const batch = found(await tx.findOne(Batches, { where: { id: batchId }, ...forUpdate(tx) }))
  if (batch.state !== 'waiting') throw new Refused('already_done')
  if (batch.askedBy === operator.operatorId) throw new Refused('approval_own')
  const who = {
    decidedBy: operator.operatorId,
    decidedByName: operator.operatorName,
    decidedAt: now,
    note: note ?? null,
  }
  if (approve) await tx.update(Batches, { id: batchId }, { ...who, state: 'running' })
  else await tx.update(Batches, { id: batchId }, { ...who, state: 'rejected', finishedAt: now })
  return batchId
}

/** Stops a file: lines not yet done stay undone. The lines are taken before the file, as the job does. */
export async function cancelBatch(tx: Tx, batchId: string, now: Date): Promise<string> {
  const { affected = 0 } = await tx.update(BatchLines, { batchId, state: 'waiting' }, { state: 'cancelled' })
  const batch = found(await tx.findOne(Batches, { where: { id: batchId }, ...forUpdate(tx) }))
  if (batch.state !== 'waiting' && batch.state !== 'running') throw new Refused('batch_over')
  await tx.update(Batches, { id: batchId }, { state: 'cancelled', cancelled: affected, finishedAt: now })
  return batchId
}
