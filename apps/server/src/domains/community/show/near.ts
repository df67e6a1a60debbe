import { pickGroup, type Wish } from '@huitou/shared/community/rules'
import { StoreVisits } from '#server/domains/checkin/entities'
import { NO_STORE } from '#server/domains/channel/entities'
import { codeById, firstCodeOf } from '#server/domains/channel/queries'
import { memberIdOf } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import type { GroupRow } from '../entities'

/** The store that somebody came to last, else the one whose code they first came by. */
async function storeOf(read: Reader, userId: string): Promise<string | null> {
  const memberId = await memberIdOf(read, userId)
  const visit =
    memberId && (await read.findOne(StoreVisits, { where: { memberId }, order: { day: 'DESC', id: 'DESC' } }))
  if (visit) return visit.storeId
  const codeId = await firstCodeOf(read, userId)
  const storeId = codeId === null ? NO_STORE : (await codeById(read, codeId)).storeId
  return storeId === NO_STORE ? null : storeId
}

/** The group of a page that fits this person. What they chose themselves needs nothing else to be known about them. */
export async function groupFor(read: Reader, groups: readonly GroupRow[], wish: Wish, userId: string, now: Date) {
  const isChosen = wish.groupId !== undefined || (wish.storeId !== undefined && wish.storeId !== null)
  const storeId = isChosen ? wish.storeId : await storeOf(read, userId)
  return pickGroup(groups, { ...wish, storeId }, now)
}
