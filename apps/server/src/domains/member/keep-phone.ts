import type { Vault } from '#server/platform/crypto/vault'
import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Members, PhonePersons } from './entities'
import { lockMember } from './member-of'
import { PHONE } from './present'

/** A number's own keyed hash, which leads nowhere but to the person who had it last. */
export const personOfPhone = (vault: Vault, phone: string) => vault.fingerprint(phone, 'enrolled-phone')

async function rememberPerson(tx: Tx, phonePerson: string, userFingerprint: string) {
  if (await tx.existsBy(PhonePersons, { phonePerson }))
    await tx.update(PhonePersons, { phonePerson }, { userFingerprint })
  else await tx.insert(PhonePersons, { phonePerson, userFingerprint })
}

/** Stores a phone number sealed, with a fingerprint by which it can be found. One number, one member. */
export async function keepPhone(tx: Tx, vault: Vault, memberId: string, phone: string) {
  const { userFingerprint } = await lockMember(tx, memberId)
  const change = { phoneSealed: vault.seal(phone, PHONE), phoneFingerprint: vault.fingerprint(phone, PHONE) }
  try {
    await tx.update(Members, { id: memberId }, change)
    await rememberPerson(tx, personOfPhone(vault, phone), userFingerprint)
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
