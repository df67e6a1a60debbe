import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { cleanCode, judgeCodes, patternOf } from '@huitou/shared/coupon/code-rules'
import { randomReadable } from '#server/platform/crypto/random'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Refused, found, mustBe, invalid } from '#server/platform/refused'
import { templateById } from '../queries'
import { CodeBatches, Codes, type CodeBatchRow } from './entities'

const A_SLICE = 500

type Making = Input<'coupon.makeCodes'> & { operatorId: string; now: Date }

/** A shared code is one, and is at once what everybody types. */
function judge({ prefix, length, total }: Making) {
  if (length > 0) return mustBe(judgeCodes({ length, total }))
  if (total !== 1 || cleanCode(prefix) === null)
    throw invalid('prefix', 'a shared code is one code of letters and digits')
  return null
}

/** Begins a batch; a job makes its codes. Refuses `codes_guessable`, and `code_taken` for a shared code that is one already. Answers its id. */
export async function startCodes(tx: Tx, making: Making): Promise<string> {
  const { templateId, name, prefix, length, total, usesEach, endsAt, operatorId, now } = making
  await templateById(tx, templateId)
  judge(making)
  const { identifiers } = await tx.insert(CodeBatches, {
    ...{ templateId, name, total, usesEach, made: length === 0 ? 1 : 0, createdBy: operatorId, createdAt: now },
    ...{ pattern: patternOf(prefix, length), state: length === 0 ? 'ready' : 'making' },
    endsAt: endsAt === undefined ? null : new Date(endsAt),
  })
  const batchId = String(identifiers[0]?.['id'])
  if (length === 0) await insertShared(tx, batchId, prefix)
  return batchId
}

async function insertShared(tx: Tx, batchId: string, code: string) {
  try {
    await tx.insert(Codes, { batchId, code, used: 0 })
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('code_taken', { cause: error })
    throw error
  }
}

const fresh = (pattern: string) => pattern.replace(/#+$/, (marks) => randomReadable(marks.length))

/** Makes the next slice of one batch. A code that there is already is made again as another in the next slice. */
async function makeSlice(tx: Tx, { id }: CodeBatchRow): Promise<void> {
  const batch = found(await tx.findOne(CodeBatches, { where: { id }, ...forUpdate(tx) }))
  if (batch.state !== 'making') return
  const wanted = Math.min(A_SLICE, batch.total - batch.made)
  const codes = [...new Set(Array.from({ length: wanted }, () => fresh(batch.pattern)))]
  const taken = new Set((await tx.find(Codes, { where: { code: In(codes) } })).map((row) => row.code))
  const rows = codes.filter((code) => !taken.has(code)).map((code) => ({ batchId: id, code, used: 0 }))
  if (rows.length > 0) await tx.insert(Codes, rows)
  const made = batch.made + rows.length
  await tx.update(CodeBatches, { id }, { made, ...(made >= batch.total ? { state: 'ready' as const } : {}) })
}

/** The oldest batch that is being made goes on. True when more is to do. */
export async function makeCodes({ db }: Platform): Promise<boolean> {
  const batch = await db.manager.findOne(CodeBatches, { where: { state: 'making' }, order: { id: 'ASC' } })
  if (!batch) return false
  await inTransaction(db, (tx) => makeSlice(tx, batch))
  return true
}

/** No code of the batch is changed any more. Again changes nothing. Answers its id. */
export async function stopCodes(tx: Tx, batchId: string): Promise<string> {
  const batch = found(await tx.findOne(CodeBatches, { where: { id: batchId }, ...forUpdate(tx) }))
  if (batch.state !== 'stopped') await tx.update(CodeBatches, { id: batchId }, { state: 'stopped' })
  return batchId
}
