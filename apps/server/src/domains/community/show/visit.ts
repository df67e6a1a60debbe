import type { Input, Output } from '@huitou/shared/api'
import { wayInto } from '@huitou/shared/community/rules'
import { wasMember } from '#server/domains/member/create-member'
import { lockMember, memberIdOf } from '#server/domains/member/member-of'
import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { Visits, type VisitRow } from '../entities'
import { groupsOf } from '../group/queries'
import { inviterOf, ownScene } from './inviter'
import { groupFor } from './near'
import { openablePage, type Looking } from './page'

/** Of two at once the first counts: both are of one person in one moment. */
async function insertFirst(tx: Tx, row: Omit<VisitRow, 'id'>) {
  try {
    await tx.insert(Visits, row)
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

async function remember(
  tx: Tx,
  visit: Pick<VisitRow, 'pageId' | 'groupId' | 'lacking'>,
  scene: string | undefined,
  { person, now }: Looking,
) {
  const { pageId, ...foundNow } = visit
  // Read without a lock: what two at once write of what they found is the same, and who brought somebody is written with the row alone.
  const before = await tx.findOne(Visits, { where: { pageId, person } })
  if (before) return tx.update(Visits, { id: before.id }, foundNow)
  const inviterId = (await inviterOf(tx, scene, person))?.id ?? null
  return insertFirst(tx, { ...visit, person, inviterId, wasMember: await wasMember(tx, person), at: now })
}

/**
 * Remembers that somebody opened a page: who brought them the first time, what they found the last. Opening one's own card counts for
 * nothing, nor does a page that is over. Answers the scene with which a member sends it on.
 */
export async function visitPage(
  tx: Tx,
  { pageId, scene, ...wish }: Input<'community.visit'>,
  looking: Looking,
): Promise<Output<'community.visit'>> {
  const { userId, now } = looking
  const page = await openablePage(tx, pageId)
  const memberId = await memberIdOf(tx, userId)
  // Locked before anything is written, so that who leaves in this moment leaves no visit behind.
  if (memberId !== null) await lockMember(tx, memberId)
  const own = memberId === null ? null : await ownScene(tx, memberId, now)
  if (page.state === 'ended' || (own !== null && own === scene)) return { scene: own }
  const { fit, instead } = await groupFor(tx, await groupsOf(tx, page.groupIds), wish, userId, now)
  const lacking = (fit === null || wayInto(fit, now) !== 'open') && instead === null
  await remember(tx, { pageId, groupId: fit?.id ?? null, lacking }, scene, looking)
  return { scene: own }
}
