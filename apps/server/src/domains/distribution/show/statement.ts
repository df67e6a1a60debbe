import { In, LessThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { adjustmentWords, entryWords } from '@huitou/shared/distribution/word-rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Adjustments, Commissions, Entries, type EntryRow } from '../entities'
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

/** Why a person of the shop wrote a line. */
async function reasonsOf(read: Reader, rows: readonly EntryRow[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ adjustmentId }) => adjustmentId ?? [])
  const adjustments = ids.length === 0 ? [] : await read.find(Adjustments, { where: { id: In(ids) } })
  return new Map(adjustments.map(({ id, reason }) => [id, adjustmentWords(reason)]))
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
  const [buyers, reasons] = [await buyersOf(read, shown), await reasonsOf(read, shown)]
  const wordsOf = ({ kind, commissionId, adjustmentId }: EntryRow) =>
    reasons.get(adjustmentId ?? '') ?? entryWords(kind, buyers.get(commissionId ?? '') ?? null)
  const last = shown[shown.length - 1]
  return {
    rows: shown.map((row) => ({
      ...{ id: row.id, at: row.at.toISOString(), kind: row.kind, words: wordsOf(row) },
      ...{ amountFen: row.amountFen, balanceFen: row.balanceFen, debtFen: row.debtFen },
    })),
    next: rows.length > PAGE_SIZE && last ? String(last.seq) : null,
  }
}
