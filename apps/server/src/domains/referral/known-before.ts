import { In, LessThan } from 'typeorm'
import { Members } from '#server/domains/member/entities'
import { membershipsTaken } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'

/** Whether a member was enrolled at a counter before they joined with WeChat: then they are no new customer. */
export async function knownBefore(read: Reader, memberId: string, joinedAt: Date): Promise<boolean> {
  const taken = (await membershipsTaken(read, memberId)).filter((id) => id !== memberId)
  return taken.length > 0 && read.existsBy(Members, { id: In(taken), joinedAt: LessThan(joinedAt) })
}
