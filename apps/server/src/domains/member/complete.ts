import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { MemberRow } from './entities'
import { memberById } from './member-of'

const isComplete = ({ nickname, birthday, phoneFingerprint }: MemberRow) =>
  nickname !== null && birthday !== null && phoneFingerprint !== null

/** Announces that a profile has become complete, which it was not before: a nickname, a birthday and a phone number. */
export async function tellIfComplete(tx: Tx, before: MemberRow, now: Date) {
  if (isComplete(before) || !isComplete(await memberById(tx, before.id))) return
  await announce(tx, 'member.profileCompleted', { memberId: before.id }, now)
}
