import { LessThan, MoreThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { presentPeople } from '../adjustment/queries'
import { BatchLines, Batches, type BatchLineRow, type BatchRow } from './entities'

const present = (row: BatchRow): Output<'points.batch'> => {
  const { id, kind, title, state, total, done, refused, cancelled, pointsUp, pointsDown, note, finishedAt } = row
  return {
    ...{ id, kind, title, state, total, done, refused, cancelled, pointsUp, pointsDown, note },
    ...presentPeople(row),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

const presentLine = (row: BatchLineRow): Output<'points.batchRows'>['rows'][number] => {
  const { id, line, memberId, unit, points, lastDay, reason, state, refusal, txnId } = row
  return { id, line, memberId, unit, points, lastDay, reason, state, refusal, txnId }
}

const pageOf = <Row extends { id: string }, Card>(rows: Row[], show: (row: Row) => Card) => {
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(show), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}

export const batchCard = async (read: Reader, id: string) =>
  present(found(await read.findOne(Batches, { where: { id } })))

export async function batchPage(
  read: Reader,
  { state, before }: Input<'points.batches'>,
): Promise<Output<'points.batches'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  return pageOf(await read.find(Batches, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 }), present)
}

export async function batchLinePage(
  read: Reader,
  { batchId, state, after }: Input<'points.batchRows'>,
): Promise<Output<'points.batchRows'>> {
  const where = {
    batchId,
    ...(state === undefined ? {} : { state }),
    ...(after === undefined ? {} : { id: MoreThan(idCursor(after)) }),
  }
  return pageOf(await read.find(BatchLines, { where, order: { id: 'ASC' }, take: PAGE_SIZE + 1 }), presentLine)
}
