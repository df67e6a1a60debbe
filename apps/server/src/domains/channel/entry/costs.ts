import { IsNull, LessThan } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { ChannelCost } from '@huitou/shared/channel/console-contract'
import { daysBetween } from '@huitou/shared/kit/day'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { batchById } from '../batch/queries'
import { codeById } from '../queries'
import { sourceById } from '../source/sources'
import { Costs, type CostRow } from './entities'

const SPAN_MAX = 366

/** A code’s or a batch’s cost is its source’s too; exactly one of the three is named. */
async function sourceOf(read: Reader, { sourceId, codeId, batchId }: Input<'channel.addCost'>): Promise<string> {
  if ([sourceId, codeId, batchId].filter((one) => one !== undefined).length !== 1)
    throw invalid('sourceId', 'one of sourceId, codeId, batchId')
  if (codeId !== undefined) return (await codeById(read, codeId)).sourceId
  if (batchId !== undefined) return (await batchById(read, batchId)).sourceId
  return (await sourceById(read, sourceId ?? '')).id
}

/** Answers the entry’s id. */
export async function addCost(tx: Tx, asked: Input<'channel.addCost'>, operatorId: string, now: Date): Promise<string> {
  const { codeId, batchId, from, until, amountFen, note } = asked
  const span = daysBetween(from, until)
  if (span < 0 || span >= SPAN_MAX) throw invalid('until', 'at most 366 days, not before it begins')
  const { identifiers } = await tx.insert(Costs, {
    ...{ sourceId: await sourceOf(tx, asked), codeId: codeId ?? null, batchId: batchId ?? null },
    ...{ fromDay: from, untilDay: until, amountFen, note, enteredBy: operatorId, enteredAt: now, removedAt: null },
  })
  return String(identifiers[0]?.['id'])
}

export async function removeCost(tx: Tx, costId: string, now: Date): Promise<string> {
  await costById(tx, costId)
  await tx.update(Costs, { id: costId, removedAt: IsNull() }, { removedAt: now })
  return costId
}

const present = ({
  id,
  sourceId,
  codeId,
  batchId,
  fromDay,
  untilDay,
  amountFen,
  note,
  enteredAt,
}: CostRow): ChannelCost => ({
  ...{ id, sourceId, codeId, batchId, from: fromDay, until: untilDay, amountFen, note },
  enteredAt: enteredAt.toISOString(),
})

export const costById = async (read: Reader, id: string) => present(found(await read.findOne(Costs, { where: { id } })))

export async function costPage(read: Reader, before: string | undefined) {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const where = { removedAt: IsNull(), ...older }
  const rows = await read.find(Costs, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(present), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}
