import { lockMember } from '#server/domains/member/member-of'
import { isFrozen } from '#server/domains/points/account/freeze'
import type { Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Answers } from './entities'
import { surveyById } from './queries'
import { givePoints } from './thanks'

/** Of stopped accounts there are a handful at a time. */
const OWED_MAX = 500

async function giveOwed(tx: Tx, { id, memberId }: { id: string; memberId: string }, now: Date) {
  await lockMember(tx, memberId)
  const answer = await tx.findOne(Answers, { where: { id, memberId, owed: true } })
  if (!answer || (await isFrozen(tx, memberId))) return
  await tx.update(Answers, { id }, await givePoints(tx, await surveyById(tx, answer.surveyId), answer, now))
}

/** Gives the points for answering to whom they could not be given at once. */
export async function giveAllOwed(platform: Platform, now: Date): Promise<boolean> {
  const where = { owed: true }
  const owed = await platform.db.manager.find(Answers, { where, order: { id: 'ASC' }, take: OWED_MAX })
  await eachAlone(platform, owed, 'survey.owed', (tx, answer) => giveOwed(tx, answer, now))
  return false
}
