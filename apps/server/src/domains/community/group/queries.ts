import { In } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import { Groups, type GroupRow } from '../entities'

/** Groups by their ids, in that order. */
export async function groupsOf(read: Reader, ids: readonly string[]): Promise<GroupRow[]> {
  const rows = await read.find(Groups, { where: { id: In([...ids]) } })
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
}
