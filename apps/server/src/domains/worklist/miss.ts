import { In, LessThanOrEqual } from 'typeorm'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Items } from './entities'

const SLICE = 500

/** What was still open when its day ended was missed. True when more may be waiting. */
export async function missOver({ db }: Pick<Platform, 'db'>, now: Date): Promise<boolean> {
  const over = await db.manager.find(Items, {
    select: { id: true },
    where: { state: 'open', endsAt: LessThanOrEqual(now) },
    order: { endsAt: 'ASC' },
    take: SLICE,
  })
  if (over.length === 0) return false
  // Asked again while writing: somebody may have taken it back or marked it in this moment.
  const still = { id: In(over.map(({ id }) => id)), state: 'open', endsAt: LessThanOrEqual(now) } as const
  await inTransaction(db, (tx) => tx.update(Items, still, { state: 'missed' }))
  return over.length === SLICE
}
