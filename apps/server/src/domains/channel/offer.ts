import { IsNull } from 'typeorm'
import { worksOnce } from '@huitou/shared/channel/rules'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import { Coupons } from '#server/domains/coupon/entities'
import { issueCoupon, issueIfLeft } from '#server/domains/coupon/issue'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { MemberRow } from '#server/domains/member/entities'
import { lockMember } from '#server/domains/member/member-of'
import type { Reader, Tx } from '#server/platform/db/tx'
import { found, Refused } from '#server/platform/refused'
import { Codes, Given, Touches, type CodeRow } from './entities'

/** What a code gives now: its words and its coupon. Null: nothing, or a coupon that can no longer be given. */
export async function offerOf(read: Reader, code: CodeRow, now: Date) {
  const { templateId, benefit } = code
  if (templateId === null) return benefit === null ? null : { benefit, known: null }
  const known = (await templatesWithStores(read, [templateId])).get(templateId)
  return known && judgeIssue(known.template, now).ok ? { benefit, known } : null
}

/** Whether a code that works once works for this person: the first who comes has it, and again. */
async function tookSingle(tx: Tx, { id }: CodeRow, userId: string, now: Date): Promise<boolean> {
  const free = { id, usedAt: IsNull() }
  const { affected } = await tx.update(Codes, free, { usedBy: userId, usedAt: now })
  return affected === 1 || (await tx.findOneByOrFail(Codes, { id })).usedBy === userId
}

/**
 * Promises a newcomer what the code gives: joining gives what was shown last. `used`: it works once, and did for somebody else. Null:
 * nothing is promised by this code, and an earlier promise stands.
 */
export async function promise(tx: Tx, userId: string, code: CodeRow, now: Date): Promise<'used' | 'open' | null> {
  if (worksOnce(code.kind) && !(await tookSingle(tx, code, userId, now))) return 'used'
  if (!(await offerOf(tx, code, now))) return null
  await tx.update(Touches, { userId }, { offerCodeId: code.id })
  return 'open'
}

/** The code whose offer this person was shown last, while it is in use. */
export async function promisedCode(read: Reader, userId: string): Promise<CodeRow | null> {
  const touch = await read.findOne(Touches, { where: { userId } })
  if (!touch?.offerCodeId) return null
  return read.findOne(Codes, { where: { id: touch.offerCodeId, endedAt: IsNull() } })
}

export const givenTo = (read: Reader, codeId: string, person: string) =>
  read.findOne(Given, { where: { codeId, person } })

type Giving = { code: CodeRow; templateId: string; member: MemberRow; now: Date }

const issueOf = async (tx: Tx, { code, templateId, member, now }: Giving) => ({
  ...{ memberId: member.id, source: 'channel', sourceKey: `channel:${code.id}:${member.id}`, now },
  template: found((await templatesWithStores(tx, [templateId])).get(templateId)).template,
})

const remember = (tx: Tx, { code, member, now }: Giving, couponId: string) =>
  tx.insert(Given, { codeId: code.id, person: member.userFingerprint, couponId, at: now })

/** Gives a new member the coupon that was promised; when the last one is gone they join without it. */
export async function givePromised(tx: Tx, userId: string, member: MemberRow, now: Date) {
  const code = await promisedCode(tx, userId)
  if (!code?.templateId || (await givenTo(tx, code.id, member.userFingerprint))) return
  const giving = { code, templateId: code.templateId, member, now }
  const coupon = await issueIfLeft(tx, await issueOf(tx, giving))
  if (coupon) await remember(tx, giving, coupon.id)
}

/** The coupon that somebody had of a code, as far as it is still theirs: who left gave it up, and has no other for coming back. */
async function stillTheirs(tx: Tx, couponId: string, memberId: string): Promise<string> {
  if (!(await tx.existsBy(Coupons, { id: couponId, memberId }))) throw new Refused('coupon_limit')
  return couponId
}

/** Gives a member a standee’s coupon, or answers the one that they had of it. Refuses coupon_limit. Answers the coupon’s id. */
export async function giveOnce(
  tx: Tx,
  { code, templateId }: Omit<Giving, 'member' | 'now'>,
  memberId: string,
  now: Date,
) {
  const member = await lockMember(tx, memberId)
  const before = await givenTo(tx, code.id, member.userFingerprint)
  if (before) return stillTheirs(tx, before.couponId, member.id)
  const giving = { code, templateId, member, now }
  const coupon = await issueCoupon(tx, await issueOf(tx, giving))
  await remember(tx, giving, coupon.id)
  return coupon.id
}

/** Forgets through what a person came, as they leave. That a code was used stays. */
export async function forgetTouchesOf(tx: Tx, userId: string) {
  await tx.delete(Touches, { userId })
  await tx.update(Codes, { usedBy: userId }, { usedBy: null })
}
