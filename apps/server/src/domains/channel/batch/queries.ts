import { LessThan } from 'typeorm'
import type { ChannelBatch } from '@huitou/shared/channel/console-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { NO_STORE } from '../entities'
import { Batches, type BatchRow } from './entities'

const present = (row: BatchRow): ChannelBatch => {
  const { id, kind, name, sourceId, storeId, templateId, benefit, total, made, state, createdAt } = row
  return {
    ...{ id, kind, name, sourceId, templateId, benefit, total, made, state },
    storeId: storeId === NO_STORE ? null : storeId,
    createdAt: createdAt.toISOString(),
  }
}

export const batchById = async (read: Reader, id: string) =>
  present(found(await read.findOne(Batches, { where: { id } })))

export async function batchPage(read: Reader, before: string | undefined) {
  const where = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Batches, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(present), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}
