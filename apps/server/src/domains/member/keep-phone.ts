import type { Vault } from '#server/platform/crypto/vault'
import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { Members, PhonePersons } from './entities'
import { lockMember } from './member-of'
import { PHONE } from './present'

/** A number's own keyed hash, which leads nowhere but to the person who had it last. */
export const personOfPhone = (vault: Vault, phone: string) => vault.fingerprint(phone, 'enrolled-phone')

/** Answers whose the number was, if it was anybody else's. */
async function rememberPerson(tx: Tx, phonePerson: string, userFingerprint: string): Promise<string | null> {
  const before = await tx.findOne(PhonePersons, { where: { phonePerson } })
  if (before) await tx.update(PhonePersons, { phonePerson }, { userFingerprint })
  else await tx.insert(PhonePersons, { phonePerson, userFingerprint })
  return before && before.userFingerprint !== userFingerprint ? before.userFingerprint : null
}

/** Stores a phone number sealed, with a fingerprint by which it can be found. One number, one member. */
export async function keepPhone(tx: Tx, vault: Vault, memberId: string, phone: string, now: Date) {
  const { userFingerprint } = await lockMember(tx, memberId)
  const change = { phoneSealed: vault.seal(phone, PHONE), phoneFingerprint: vault.fingerprint(phone, PHONE) }
  try {
    await tx.update(Members, { id: memberId }, change)
    const formerPerson = await rememberPerson(tx, personOfPhone(vault, phone), userFingerprint)
    if (formerPerson !== null) await announce(tx, 'member.phoneMoved', { memberId, formerPerson }, now)
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('phone_taken', { cause: error })
    throw error
  }
}

export async function forgetPhone(tx: Tx, memberId: string) {
  await lockMember(tx, memberId)
  await tx.update(Members, { id: memberId }, { phoneSealed: null, phoneFingerprint: null })
  return memberId
}
