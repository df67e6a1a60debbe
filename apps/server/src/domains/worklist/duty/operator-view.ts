import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { Duty } from '@huitou/shared/worklist/console-contract'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Duties, type DutyRow } from '../entities'

const present = ({ madeDay: _madeDay, savedAt, ...row }: DutyRow): Duty => ({ ...row, savedAt: savedAt.toISOString() })

export const operatorDuty = async (read: Reader, id: string) => ({
  duty: present(found(await read.findOne(Duties, { where: { id } }))),
})

export async function operatorDuties(
  read: Reader,
  { before }: Input<'worklist.duties'>,
): Promise<Output<'worklist.duties'>> {
  const where = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Duties, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const next = rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null
  return { rows: rows.slice(0, PAGE_SIZE).map(present), next }
}

/** Which of these pictures a duty hands out. */
export async function picturesOfDuties(read: Reader, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await read.find(Duties, { select: { pictureId: true }, where: { pictureId: In([...ids]) } })
  return rows.flatMap(({ pictureId }) => pictureId ?? [])
}
