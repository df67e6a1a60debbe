import { LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Adjustments, type AdjustmentRow } from './entities'

type Card = Output<'points.adjust'>
type Asked = Pick<AdjustmentRow, 'askedBy' | 'askedByName' | 'askedAt' | 'decidedBy' | 'decidedByName' | 'decidedAt'>

/** Who asked, and who decided. */
export const presentPeople = (row: Asked): Pick<Card, 'asked' | 'decided'> => ({
  asked: { operatorId: row.askedBy, name: row.askedByName, at: row.askedAt.toISOString() },
  decided:
    row.decidedBy === null || row.decidedAt === null
      ? null
      : { operatorId: row.decidedBy, name: row.decidedByName ?? '', at: row.decidedAt.toISOString() },
})

const present = (row: AdjustmentRow): Card => {
  const { id, memberId, unit, points, reason, state, note, txnId } = row
  return { id, memberId, unit, points, reason, state, note, txnId, ...presentPeople(row) }
}

export const adjustmentCard = async (read: Reader, id: string) =>
  present(found(await read.findOne(Adjustments, { where: { id } })))

export async function adjustmentPage(
  read: Reader,
  { state, before }: Input<'points.adjustments'>,
): Promise<Output<'points.adjustments'>> {
  const where = before === undefined ? { state } : { state, id: LessThan(idCursor(before)) }
  const rows = await read.find(Adjustments, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(present), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}
