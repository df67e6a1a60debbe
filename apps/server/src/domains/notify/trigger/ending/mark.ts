import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Marks, type MarkRow } from '../entities'

/** How far it has come, locked; it begins with now. */
export async function lockMark(tx: Tx, name: MarkRow['name'], now: Date): Promise<MarkRow> {
  await tx.createQueryBuilder().insert().into(Marks).values({ name, at: now, rowId: '0' }).orIgnore().execute()
  return tx.findOneOrFail(Marks, { where: { name }, ...forUpdate(tx) })
}

type Part<Row> = (from: { at: Date; after: string } | { past: Date }, take: number) => Promise<Row[]>

/**
 * The next rows behind a mark: those of its very moment that come after its row, then later ones. Many things end at the same midnight, so
 * the moment alone does not say how far it went.
 */
export async function behind<Row>({ at, rowId }: MarkRow, take: number, part: Part<Row>): Promise<Row[]> {
  const same = await part({ at, after: rowId }, take)
  return same.length === take ? same : [...same, ...(await part({ past: at }, take - same.length))]
}

export const moveMark = (tx: Tx, name: MarkRow['name'], at: Date, rowId: string) =>
  tx.update(Marks, { name }, { at, rowId })
