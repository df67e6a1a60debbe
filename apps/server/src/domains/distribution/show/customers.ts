import { In, LessThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Commissions, Customers } from '../entities'

/** Masked names (R34) of members; of who has left nothing. */
export async function maskedNames(read: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = ids.length === 0 ? [] : await read.find(Members, { where: { id: In([...new Set(ids)]) } })
  return new Map(rows.map((row) => [row.id, row.leftAt === null ? nameForOthers(row) : '已退会的会员']))
}

type Sum = { customerId: string | number; fen: string | number }

async function standingBy(read: Reader, distributorId: string, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .createQueryBuilder(Commissions, 'commission')
    .select(['commission.customerId AS "customerId"', 'SUM(commission.standingFen) AS fen'])
    .where({ distributorId, customerId: In([...ids]) })
    .groupBy('commission.customerId')
    .getRawMany<Sum>()
  return new Map(rows.map(({ customerId, fen }) => [String(customerId), Number(fen)]))
}

/** Whom a distributor brought, newest first. */
export async function customersPage(
  read: Reader,
  distributorId: string,
  before: string | undefined,
): Promise<Output<'distribution.customers'>> {
  const older = before === undefined ? {} : { customerId: LessThan(idCursor(before)) }
  const where = { distributorId, ...older }
  const rows = await read.find(Customers, { where, order: { customerId: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown = rows.slice(0, PAGE_SIZE)
  const ids = shown.map(({ customerId }) => customerId)
  const [names, standing] = [await maskedNames(read, ids), await standingBy(read, distributorId, ids)]
  return {
    rows: shown.map(({ customerId, boundAt }) => ({
      ...{ name: names.get(customerId) ?? '', joinedAt: boundAt.toISOString() },
      commissionFen: standing.get(customerId) ?? 0,
    })),
    next: rows.length > PAGE_SIZE ? (ids[ids.length - 1] ?? null) : null,
  }
}
