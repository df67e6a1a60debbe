import type { Facts } from '@huitou/shared/journey/rules'
import { Codes } from '#server/domains/channel/entities'
import type { MemberRow } from '#server/domains/member/entities'
import { tagWordsOf } from '#server/domains/member/tag/tags'
import { historyOfPerson } from '#server/domains/purchase/summary'
import type { Reader } from '#server/platform/db/tx'

const DAY_MS = 86_400_000

/** What is known of a member now, for conditions. */
export async function factsOf(read: Reader, member: MemberRow, now: Date): Promise<Facts> {
  const { orders, lastAt } = await historyOfPerson(read, member.id)
  const { sourceCodeId } = member
  const code = sourceCodeId === null ? null : await read.findOne(Codes, { where: { id: sourceCodeId } })
  return {
    level: member.tierLevel,
    purchases: orders,
    daysSincePurchase: lastAt === null ? null : Math.max(0, Math.floor((now.getTime() - lastAt.getTime()) / DAY_MS)),
    hasPhone: member.phoneFingerprint !== null,
    sourceKind: code?.kind ?? null,
    tags: await tagWordsOf(read, member.id),
  }
}
