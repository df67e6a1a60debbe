import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { isDuplicate } from '#server/platform/db/fault'
import { Refused } from '#server/platform/refused'
import { Consents, Members, type MemberRow } from './entities'

export type NewMember = {
  userId: string
  userFingerprint: string
  sourceCodeId: string | null
  privacyVersion: string
  riskRank: number | null
  now: Date
}

export const FIRST_TIER = 1

/** By which a person who comes back is known, without keeping who they are. */
export const fingerprintOfUser = (vault: Vault, openId: string) => vault.fingerprint(openId, 'openid')

export const wasMember = (read: Reader, userFingerprint: string) => read.existsBy(Members, { userFingerprint })

/** Makes the member and keeps their consent. `returning` tells that this person was a member before and left. */
export async function createMember(tx: Tx, { privacyVersion, now, ...person }: NewMember) {
  const { userId, userFingerprint, sourceCodeId, riskRank } = person
  const returning = await wasMember(tx, userFingerprint)
  const row: Omit<MemberRow, 'id'> = {
    userId,
    userFingerprint,
    nickname: null,
    nicknameState: null,
    nicknameAt: null,
    phoneSealed: null,
    phoneFingerprint: null,
    birthday: null,
    birthdayChangedAt: null,
    tierLevel: FIRST_TIER,
    sourceCodeId,
    joinedAt: now,
    leftAt: null,
    enrolledBy: null,
    mergedInto: null,
    riskRank,
  }
  const id = await insertOnce(tx, row)
  await tx.insert(Consents, { memberId: id, version: privacyVersion, agreedAt: now })
  return { member: { ...row, id }, returning }
}

async function insertOnce(tx: Tx, row: Omit<MemberRow, 'id'>) {
  try {
    const { identifiers } = await tx.insert(Members, row)
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('already_member', { cause: error })
    throw error
  }
}
