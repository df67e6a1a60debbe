import { In, LessThan } from 'typeorm'
import type { CodeBatch } from '@huitou/shared/coupon/code-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Templates } from '../entities'
import { CodeBatches, Codes, type CodeBatchRow } from './entities'

async function usedOf(read: Reader, batchIds: readonly string[]): Promise<Map<string, number>> {
  if (batchIds.length === 0) return new Map()
  const rows = await read
    .createQueryBuilder(Codes, 'code')
    .select('code.batchId', 'batchId')
    .addSelect('SUM(code.used)', 'used')
    .where('code.batchId IN (:...batchIds)', { batchIds })
    .groupBy('code.batchId')
    .getRawMany<{ batchId: string | number; used: string | number }>()
  return new Map(rows.map((row) => [String(row.batchId), Number(row.used)]))
}

async function presentBatches(read: Reader, rows: readonly CodeBatchRow[]): Promise<CodeBatch[]> {
  if (rows.length === 0) return []
  const used = await usedOf(
    read,
    rows.map((row) => row.id),
  )
  const templates = await read.find(Templates, { where: { id: In(rows.map((row) => row.templateId)) } })
  return rows.map(({ id, templateId, name, pattern, total, made, usesEach, state, endsAt, createdAt }) => ({
    ...{ id, templateId, name, pattern, total, made, usesEach, state },
    templateName: templates.find((one) => one.id === templateId)?.name ?? '',
    used: used.get(id) ?? 0,
    endsAt: endsAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }))
}

export async function batchById(read: Reader, id: string): Promise<CodeBatch> {
  const row = found(await read.findOne(CodeBatches, { where: { id } }))
  return found((await presentBatches(read, [row]))[0])
}

export async function batchPage(read: Reader, before: string | undefined) {
  const where = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(CodeBatches, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentBatches(read, page),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
