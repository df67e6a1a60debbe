import type { Tx } from '#server/platform/db/tx'
import { Tallies } from '../entities'

/** Counts that rules have given something, or with -1 that it was taken back. The member is locked, so nobody else counts beside. */
export async function countTimes(tx: Tx, memberId: string, names: readonly string[], change: 1 | -1) {
  for (const name of names) {
    const before = await tx.findOne(Tallies, { where: { memberId, name } })
    if (before) await tx.update(Tallies, { memberId, name }, { times: Math.max(0, before.times + change) })
    else if (change > 0) await tx.insert(Tallies, { memberId, name, times: change })
  }
}
