import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { createCode } from './create-code'
import { Codes, type CodeRow } from './entities'

/** Somebody’s own code, made the first time it is asked for; one for each, however often they ask at once. */
export async function myCode(tx: Tx, { staffId, name, storeIds }: Staff, now: Date): Promise<CodeRow> {
  const mine = { where: { personalOf: staffId } }
  const before = await tx.findOne(Codes, mine)
  if (before) return before
  try {
    await createCode(tx, { kind: 'staff', label: name, storeId: storeIds[0], staffId, personalOf: staffId }, now)
  } catch (error) {
    // Another phone of theirs was first.
    if (!isDuplicate(error)) throw error
  }
  return tx.findOneOrFail(Codes, mine)
}
