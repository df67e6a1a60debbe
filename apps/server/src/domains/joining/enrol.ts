import { enrolMember, type Enrolment } from '#server/domains/member/enrol-member'
import { openAccounts } from '#server/domains/points/open-accounts'
import type { Vault } from '#server/platform/crypto/vault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'

/**
 * Joining at the counter, by a clerk. No gift: it comes when the person joins with WeChat, which tells one person from another; a clerk
 * could enrol the same one under ten numbers. Answers the member's id.
 */
export async function enrol(tx: Tx, vault: Vault, enrolment: Enrolment): Promise<string> {
  const memberId = await enrolMember(tx, vault, enrolment)
  await openAccounts(tx, memberId)
  await announce(tx, 'member.enrolled', { memberId, staffId: enrolment.staffId }, enrolment.now)
  return memberId
}
