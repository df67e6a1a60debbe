import { IsNull } from 'typeorm'
import type { Vault } from '#server/platform/crypto/vault'
import { isDuplicate } from '#server/platform/db/fault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { FIRST_TIER } from './create-member'
import { Consents, Members, PhonePersons, type MemberRow } from './entities'
import { personOfPhone } from './keep-phone'
import { PHONE } from './present'
import { PRIVACY_VERSION } from './privacy-notice'

export type Enrolment = {
  phone: string
  nickname: string | null
  agreed: boolean
  privacyVersion: string
  staffId: string
  now: Date
}

/** The member with this phone number; null when nobody has it. */
export const memberByPhone = (read: Reader, vault: Vault, phone: string) =>
  read.findOne(Members, { where: { phoneFingerprint: vault.fingerprint(phone, PHONE), leftAt: IsNull() } })

/** Until WeChat tells who they are, the number is the person: whoever had it last, or else the number itself. */
async function personOf(tx: Tx, vault: Vault, phone: string): Promise<string> {
  const phonePerson = personOfPhone(vault, phone)
  return (await tx.findOne(PhonePersons, { where: { phonePerson } }))?.userFingerprint ?? phonePerson
}

const rowOf = (
  vault: Vault,
  { phone, nickname, staffId, now }: Enrolment,
  userFingerprint: string,
): Omit<MemberRow, 'id'> => ({
  userId: null,
  userFingerprint,
  nickname,
  nicknameState: nickname === null ? null : 'fine',
  nicknameAt: null,
  phoneSealed: vault.seal(phone, PHONE),
  phoneFingerprint: vault.fingerprint(phone, PHONE),
  birthday: null,
  birthdayChangedAt: null,
  tierLevel: FIRST_TIER,
  sourceCodeId: null,
  joinedAt: now,
  leftAt: null,
  enrolledBy: staffId,
  mergedInto: null,
  riskRank: null,
})

/**
 * Makes a member of somebody at the counter who has no WeChat at hand, known by their phone number, and keeps that they agreed. Refuses
 * `consent_needed`, `privacy_version_old`, and `phone_taken` for a number that a member has.
 */
export async function enrolMember(tx: Tx, vault: Vault, enrolment: Enrolment): Promise<string> {
  const { agreed, privacyVersion, now } = enrolment
  if (!agreed) throw new Refused('consent_needed')
  if (privacyVersion !== PRIVACY_VERSION) throw new Refused('privacy_version_old')
  try {
    const { identifiers } = await tx.insert(
      Members,
      rowOf(vault, enrolment, await personOf(tx, vault, enrolment.phone)),
    )
    const memberId = String(identifiers[0]?.['id'])
    await tx.insert(Consents, { memberId, version: privacyVersion, agreedAt: now })
    return memberId
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('phone_taken', { cause: error })
    throw error
  }
}
