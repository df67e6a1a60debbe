import { In, LessThan, MoreThan, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { OperatorCard } from '@huitou/shared/admin/contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { staffNames } from '#server/domains/staff/queries'
import { Audits, type AuditRow } from '#server/platform/audit/audit'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Operators, type OperatorRow } from './entities'

const OPERATORS_MAX = 500

export const presentOperator = ({ id, login, name, role, passwordHash, disabledAt }: OperatorRow): OperatorCard => ({
  id,
  login,
  name,
  role,
  active: passwordHash !== null && disabledAt === null,
  disabled: disabledAt !== null,
})

export const operatorById = async (read: Reader, id: string) => found(await read.findOne(Operators, { where: { id } }))

export const allOperators = (read: Reader) => read.find(Operators, { order: { id: 'ASC' }, take: OPERATORS_MAX })

async function operatorNames(read: Reader, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const rows = await read.find(Operators, { where: { id: In([...new Set(ids)]) } })
  return new Map(rows.map((row) => [row.id, row.name]))
}

function whereOf({ operatorId, staffId, action, before }: Input<'admin.audit'>): FindOptionsWhere<AuditRow> {
  return {
    ...(operatorId === undefined ? {} : { operatorId }),
    ...(staffId === undefined ? {} : { staffId }),
    ...(action === undefined ? {} : { action }),
    id: before === undefined ? MoreThan('0') : LessThan(idCursor(before)),
  }
}

/** The record of acts by keyset, with the names that people have now. */
export async function auditPage(read: Reader, input: Input<'admin.audit'>): Promise<Output<'admin.audit'>> {
  const rows = await read.find(Audits, { where: whereOf(input), order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const operators = await operatorNames(
    read,
    page.flatMap((row) => row.operatorId ?? []),
  )
  const staff = await staffNames(
    read,
    page.filter((row) => row.operatorId === null).map((row) => row.staffId),
  )
  return {
    rows: page.map(({ id, at, staffId, operatorId, action, input: what, requestId, device }) => ({
      id,
      at: at.toISOString(),
      who: operatorId === null ? 'staff' : 'operator',
      whoId: operatorId ?? staffId,
      name: (operatorId === null ? staff.get(staffId) : operators.get(operatorId)) ?? '',
      action,
      input: what as Record<string, unknown>,
      requestId,
      device,
    })),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
