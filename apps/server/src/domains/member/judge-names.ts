import { LessThanOrEqual } from 'typeorm'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { Platform } from '#server/platform/platform'
import { Members, type MemberRow } from './entities'
import { AGAIN_MS, judgeName, type NameJudged } from './judge-name'

const A_RUN = 20

/** Names whose members have been here since WeChat said that they were away. */
async function backAgain({ db }: Platform, now: Date) {
  const rows = await db.manager
    .createQueryBuilder(Members, 'member')
    .innerJoin('session', 'session', 'session.userId = member.userId AND session.rotatedAt > member.nicknameAt')
    .where("member.nicknameState = 'away'")
    .take(A_RUN)
    .getMany()
  for (const { id } of rows)
    await db.manager.update(Members, { id, nicknameState: 'away' }, { nicknameState: 'due', nicknameAt: now })
}

/** Writes down what WeChat said, unless the name is another one by now. */
async function settle(tx: Tx, { id, nickname }: MemberRow, judged: NameJudged, now: Date) {
  const member = await tx.findOne(Members, { where: { id }, ...forUpdate(tx) })
  if (!member || member.nickname !== nickname || member.nicknameState !== 'due') return
  if (judged === 'refused') {
    await tx.update(Members, { id }, { nickname: null, nicknameState: null, nicknameAt: null })
    await announce(tx, 'member.nicknameRefused', { memberId: id }, now)
    return
  }
  const nicknameAt = judged === 'due' ? new Date(now.getTime() + AGAIN_MS) : now
  await tx.update(Members, { id }, { nicknameState: judged, nicknameAt })
}

/** Has names judged that could not be when they were saved. True when more wait. */
export async function judgeNames(platform: Platform, now: Date): Promise<boolean> {
  const { db } = platform
  await backAgain(platform, now)
  const where = { nicknameState: 'due' as const, nicknameAt: LessThanOrEqual(now) }
  const due = await db.manager.find(Members, { where, order: { nicknameAt: 'ASC' }, take: A_RUN })
  for (const member of due) {
    const judged = member.userId === null ? 'away' : await judgeName(platform, member.userId, member.nickname ?? '')
    await inTransaction(db, (tx) => settle(tx, member, judged, now))
  }
  return due.length === A_RUN
}
