import { cleanCode } from '@huitou/shared/coupon/code-rules'
import { lockMember } from '#server/domains/member/member-of'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { issueCoupon } from '../issue'
import { takenBefore } from '../offer/claimants'
import { templateById } from '../queries'
import { CodeBatches, Codes, CodeUses, type CodeBatchRow, type CodeRow } from './entities'

/** Refuses `code_unknown`, which counts as a guess, `code_over` and `code_used`. */
async function judge(tx: Tx, row: CodeRow, person: string, now: Date): Promise<CodeBatchRow> {
  const batch = found(await tx.findOne(CodeBatches, { where: { id: row.batchId } }))
  if (batch.state === 'stopped' || (batch.endsAt && batch.endsAt <= now)) throw new Refused('code_over')
  if (await tx.existsBy(CodeUses, { codeId: row.id, person })) throw new Refused('code_used')
  if (row.used >= batch.usesEach) throw new Refused(batch.usesEach === 1 ? 'code_used' : 'code_over')
  return batch
}

/**
 * Changes a code for its coupon: each person once, each code as often as it may be, and nobody more than the template's limit for each
 * member. Answers the coupon's id.
 */
export async function redeemCode(
  tx: Tx,
  { memberId, typed, now }: { memberId: string; typed: string; now: Date },
): Promise<string> {
  const member = await lockMember(tx, memberId)
  const person = member.userFingerprint
  const code = cleanCode(typed)
  const row = code === null ? null : await tx.findOne(Codes, { where: { code }, ...forUpdate(tx) })
  if (!row) throw new Refused('coupon_code_unknown')
  const { templateId } = await judge(tx, row, person, now)
  const template = await templateById(tx, templateId)
  const { perMemberLimit } = template
  if (perMemberLimit !== null && (await takenBefore(tx, member, templateId)) >= perMemberLimit)
    throw new Refused('coupon_limit')
  const sourceKey = `code:${row.id}:${memberId}`
  const { id: couponId } = await issueCoupon(tx, { memberId, template, source: 'code', sourceKey, now })
  try {
    await tx.insert(CodeUses, { codeId: row.id, person, couponId, at: now })
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('code_used', { cause: error })
    throw error
  }
  await tx.increment(Codes, { id: row.id }, 'used', 1)
  return couponId
}
