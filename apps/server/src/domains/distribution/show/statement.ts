import { In, LessThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { entryWords } from '@huitou/shared/distribution/word-rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Commissions, Entries, type EntryRow } from '../entities'
import { maskedNames } from './customers'

/** Whose purchase each line is about. */
async function buyersOf(read: Reader, rows: readonly EntryRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ commissionId }) => commissionId ?? []))]
  const commissions = ids.length === 0 ? [] : await read.find(Commissions, { where: { id: In(ids) } })
  const names = await maskedNames(
    read,
    commissions.map(({ customerId }) => customerId),
  )
  return new Map(commissions.map(({ id, customerId }) => [id, names.get(customerId) ?? '']))
}

/** Every movement of a distributor's money, newest first. */
export async function statementPage(
  read: Reader,
  distributorId: string,
  before: string | undefined,
): Promise<Output<'distribution.statement'>> {
  const older = before === undefined ? {} : { seq: LessThan(Number(idCursor(before))) }
  const where = { distributorId, ...older }
  const rows = await read.find(Entries, { where, order: { seq: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown = rows.slice(0, PAGE_SIZE)
  const buyers = await buyersOf(read, shown)
  const last = shown[shown.length - 1]
  return {
    rows: shown.map(({ id, at, kind, commissionId, amountFen, balanceFen, debtFen }) => ({
      ...{ id, at: at.toISOString(), kind, words: entryWords(kind, buyers.get(commissionId ?? '') ?? null) },
      ...{ amountFen, balanceFen, debtFen },
    })),
    next: rows.length > PAGE_SIZE && last ? String(last.seq) : null,
  }
}
