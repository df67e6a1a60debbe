import { IsNull } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { templateById } from '#server/domains/coupon/queries'
import { storeById } from '#server/domains/store/queries'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { codeRow } from '../create-code'
import { Codes, NO_STORE } from '../entities'
import { sourceFor } from '../source/sources'
import { Batches } from './entities'

const A_SLICE = 250

type Making = Input<'channel.makeBatch'> & { operatorId: string }

/** Begins a batch; a job makes its codes. Refuses `source_retired`. Answers its id. */
export async function startBatch(tx: Tx, making: Making, now: Date): Promise<string> {
  const { kind, name, total, storeId, templateId, benefit, operatorId } = making
  if (storeId !== undefined) await storeById(tx, storeId)
  if (templateId !== undefined) await templateById(tx, templateId)
  const { identifiers } = await tx.insert(Batches, {
    ...{ kind, name, total, made: 0, state: 'making', createdBy: operatorId, createdAt: now },
    sourceId: await sourceFor(tx, kind, making.sourceId),
    storeId: storeId ?? NO_STORE,
    templateId: templateId ?? null,
    benefit: benefit ?? null,
  })
  return String(identifiers[0]?.['id'])
}

const lockBatch = async (tx: Tx, id: string) => found(await tx.findOne(Batches, { where: { id }, ...forUpdate(tx) }))

async function makeSlice(tx: Tx, id: string, now: Date) {
  const { state, made, total, ...plan } = await lockBatch(tx, id)
  if (state !== 'making') return
  const upTo = Math.min(total, made + A_SLICE)
  const rows = Array.from({ length: upTo - made }, (_, index) =>
    codeRow(
      {
        ...{ kind: plan.kind, sourceId: plan.sourceId, storeId: plan.storeId, batchId: id },
        label: `${plan.name} #${made + index + 1}`,
        ...{ templateId: plan.templateId ?? undefined, benefit: plan.benefit ?? undefined },
      },
      now,
    ),
  )
  await tx.insert(Codes, rows)
  await tx.update(Batches, { id }, { made: upTo, ...(upTo === total ? { state: 'ready' as const } : {}) })
}

/** The oldest batch that is being made goes on. True when more is to do. */
export async function makeBatches({ db }: Pick<Platform, 'db'>, now: Date): Promise<boolean> {
  const batch = await db.manager.findOne(Batches, { where: { state: 'making' }, order: { id: 'ASC' } })
  if (!batch) return false
  await inTransaction(db, (tx) => makeSlice(tx, batch.id, now))
  return true
}

/** Ends every code of a batch, and the making. Again changes nothing. Answers its id. */
export async function endBatch(tx: Tx, batchId: string, now: Date): Promise<string> {
  const { state } = await lockBatch(tx, batchId)
  if (state === 'ended') return batchId
  await tx.update(Codes, { batchId, endedAt: IsNull() }, { endedAt: now })
  await tx.update(Batches, { id: batchId }, { state: 'ended' })
  return batchId
}
