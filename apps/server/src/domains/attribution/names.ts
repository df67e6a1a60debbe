import { In } from 'typeorm'
import { Batches } from '#server/domains/channel/batch/entities'
import { Codes } from '#server/domains/channel/entities'
import { Sources } from '#server/domains/channel/source/entities'
import { staffNames } from '#server/domains/staff/queries'
import { Stores } from '#server/domains/store/entities'
import type { Reader } from '#server/platform/db/tx'
import type { By } from './sums'

type Named = { id: string; name: string }

const rowsOf: Record<Exclude<By, 'staff'>, (read: Reader, ids: string[]) => Promise<Named[]>> = {
  source: (read, ids) => read.find(Sources, { where: { id: In(ids) } }),
  store: (read, ids) => read.find(Stores, { where: { id: In(ids) } }),
  batch: (read, ids) => read.find(Batches, { where: { id: In(ids) } }),
  code: async (read, ids) =>
    (await read.find(Codes, { where: { id: In(ids) } })).map(({ id, label }) => ({ id, name: label })),
}

/** People who came with no code came by themselves; a code of no store belongs to none. */
const UNNAMED: Record<By, string> = {
  ...{ source: '自己来的', code: '自己来的', store: '不属于门店', staff: '', batch: '' },
}

export async function namesOf(read: Reader, by: By, ids: string[]): Promise<(id: string) => string> {
  const names =
    by === 'staff'
      ? await staffNames(read, ids)
      : new Map((await rowsOf[by](read, ids)).map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? UNNAMED[by]
}
