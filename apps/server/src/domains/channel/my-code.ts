import { isDuplicate } from '#server/platform/db/fault'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { createCode, type NewCode } from './create-code'
import { Codes, type CodeRow } from './entities'

type Mark = { personalOf: string } | { payOf: string; storeId: string }

/** The code with this mark, made the first time it is asked for; one for each mark, however often they ask at once. */
async function ownCode(tx: Tx, mark: Mark, rest: Pick<NewCode, 'label' | 'staffId' | 'storeId'>, now: Date) {
  const before = await tx.findOne(Codes, { where: mark })
  if (before) return before
  try {
    await createCode(tx, { kind: 'staff', ...rest, ...mark }, now)
  } catch (error) {
    // Another phone of theirs was first.
    if (!isDuplicate(error)) throw error
  }
  return tx.findOneOrFail(Codes, { where: mark })
}

/** Somebody’s own code. */
export const myCode = (tx: Tx, { staffId, name, storeIds }: Staff, now: Date): Promise<CodeRow> =>
  ownCode(tx, { personalOf: staffId }, { label: name, staffId, storeId: storeIds[0] }, now)

/** What somebody shows after a sale in this store to who is no member yet: theirs and the store’s. */
export const payCode = (tx: Tx, { staffId, name }: Staff, storeId: string, now: Date): Promise<CodeRow> =>
  ownCode(tx, { payOf: staffId, storeId }, { label: `${name} 收银台`, staffId }, now)

/** Null: nobody has asked for it yet, or it was ended. */
export const payCodeInUse = (read: Reader, staffId: string, storeId: string): Promise<CodeRow | null> =>
  read.findOne(Codes, { where: { payOf: staffId, storeId } })
