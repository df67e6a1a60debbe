import { faultOfCode, PAY_SOURCE } from '@huitou/shared/channel/rules'
import type { CodeKind, Opening } from '@huitou/shared/channel/schema'
import { templateById } from '#server/domains/coupon/queries'
import { activeIn } from '#server/domains/staff/queries'
import { storeById } from '#server/domains/store/queries'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { invalid, Refused } from '#server/platform/refused'
import { Codes, NO_STORE, type CodeRow } from './entities'
import { sourceFor, sourceOfKey } from './source/sources'

export type NewCode = {
  kind: CodeKind
  label: string
  storeId?: string | undefined
  sourceId?: string | undefined
  staffId?: string | undefined
  personalOf?: string | undefined
  payOf?: string | undefined
  batchId?: string | undefined
  templateId?: string | undefined
  benefit?: string | undefined
  opens?: Opening | undefined
}

/** The row of a new code. Its scene is 128 random bits (R7): nobody guesses another’s. */
export const codeRow = (code: NewCode & { sourceId: string }, now: Date): Omit<CodeRow, 'id'> => ({
  ...{ scene: randomCode(), kind: code.kind, label: code.label, sourceId: code.sourceId },
  storeId: code.storeId ?? NO_STORE,
  staffId: code.staffId ?? null,
  personalOf: code.personalOf ?? null,
  payOf: code.payOf ?? null,
  batchId: code.batchId ?? null,
  templateId: code.templateId ?? null,
  benefit: code.benefit ?? null,
  opens: code.opens ?? null,
  ...{ createdAt: now, endedAt: null, usedBy: null, usedAt: null },
})

/** Store, person and coupon must exist, and the person work in the store. */
async function mustStand(tx: Tx, { storeId, staffId, templateId, ...code }: NewCode) {
  const fault = faultOfCode({ ...code, templateId })
  if (fault) throw invalid(fault.field, fault.problem)
  if (storeId !== undefined) await storeById(tx, storeId)
  if (templateId !== undefined) await templateById(tx, templateId)
  if (staffId !== undefined && !(await activeIn(tx, staffId, storeId))) throw new Refused('not_found')
}

/** A new code. Refuses `source_retired`. Answers its id. */
export async function createCode(tx: Tx, code: NewCode, now: Date): Promise<string> {
  await mustStand(tx, code)
  const { kind, payOf } = code
  const sourceId = await (payOf === undefined ? sourceFor(tx, kind, code.sourceId) : sourceOfKey(tx, PAY_SOURCE))
  const { identifiers } = await tx.insert(Codes, codeRow({ ...code, sourceId }, now))
  return String(identifiers[0]?.['id'])
}
