import { IsNull, LessThan } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { ConsoleCode } from '@huitou/shared/channel/console-contract'
import { faultOfCode } from '@huitou/shared/channel/rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { templateById } from '#server/domains/coupon/queries'
import { staffNames } from '#server/domains/staff/queries'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { Codes, Given, type CodeRow } from '../entities'
import { codeById, presentCodes } from '../queries'

async function givenOf(read: Reader, codeIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await read
    .createQueryBuilder(Given, 'given')
    .select('given.codeId', 'codeId')
    .addSelect('COUNT(*)', 'people')
    .where('given.codeId IN (:...codeIds)', { codeIds })
    .groupBy('given.codeId')
    .getRawMany<{ codeId: string | number; people: string | number }>()
  return new Map(rows.map(({ codeId, people }) => [String(codeId), Number(people)]))
}

async function presentAll(read: Reader, rows: readonly CodeRow[]): Promise<ConsoleCode[]> {
  if (rows.length === 0) return []
  const cards = await presentCodes(read, rows)
  const given = await givenOf(
    read,
    rows.map(({ id }) => id),
  )
  const names = await staffNames(
    read,
    rows.flatMap(({ staffId }) => staffId ?? []),
  )
  return rows.map(({ id, sourceId, batchId, templateId, staffId, usedAt, endedAt }, index) => ({
    ...found(cards[index]),
    ...{ sourceId, batchId, templateId },
    staffName: staffId === null ? null : (names.get(staffId) ?? null),
    given: given.get(id) ?? 0,
    usedAt: usedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  }))
}

export const consoleCode = async (read: Reader, id: string) =>
  found((await presentAll(read, [await codeById(read, id)]))[0])

export async function codePage(read: Reader, { batchId, storeId, sourceId, before }: Input<'channel.allCodes'>) {
  const where = {
    batchId: batchId ?? IsNull(),
    ...(storeId === undefined ? {} : { storeId }),
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Codes, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentAll(read, page),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}

/** Answers the code’s id. */
export async function changeCode(tx: Tx, { codeId, label, templateId, benefit }: Input<'channel.changeCode'>) {
  const { kind } = await codeById(tx, codeId)
  const fault = faultOfCode({ kind, templateId: templateId ?? undefined })
  if (fault) throw invalid(fault.field, fault.problem)
  if (templateId !== null) await templateById(tx, templateId)
  await tx.update(Codes, { id: codeId }, { label, templateId, benefit })
  return codeId
}

/** Who had it as their own code gets another one the next time they show it: what was passed on of this one counts for nobody. */
export async function endCode(tx: Tx, codeId: string, now: Date) {
  await codeById(tx, codeId)
  await tx.update(Codes, { id: codeId, endedAt: IsNull() }, { endedAt: now, personalOf: null, payOf: null })
  return codeId
}
