import type { Input } from '@huitou/shared/api'
import { lockMember } from '#server/domains/member/member-of'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Addresses } from '../entities'
import { sealAddress } from './sealed'

const ADDRESSES_MAX = 20

type Save = Input<'mall.saveAddress'> & { memberId: string; now: Date }

/** Adds an address or changes one; the first is the default one. Refuses address_full above twenty. */
export async function saveAddress(tx: Tx, vault: Vault, { memberId, now, id, isDefault, ...fields }: Save) {
  await lockMember(tx, memberId)
  const before = id === null ? null : found(await tx.findOne(Addresses, { where: { id, memberId } }))
  const others = await tx.countBy(Addresses, { memberId })
  if (!before && others >= ADDRESSES_MAX) throw new Refused('address_full')
  const asDefault = isDefault || others === 0 || (before?.isDefault ?? false)
  if (asDefault) await tx.update(Addresses, { memberId, isDefault: true }, { isDefault: false })
  const row = { sealed: sealAddress(vault, fields), isDefault: asDefault, savedAt: now }
  if (before) {
    await tx.update(Addresses, { id: before.id }, row)
    return before.id
  }
  const { identifiers } = await tx.insert(Addresses, { memberId, ...row })
  return String(identifiers[0]?.['id'])
}

/** Deletes an address. The newest of the others becomes the default one when it was. */
export async function removeAddress(tx: Tx, memberId: string, addressId: string) {
  await lockMember(tx, memberId)
  const { isDefault } = found(await tx.findOne(Addresses, { where: { id: addressId, memberId } }))
  await tx.delete(Addresses, { id: addressId, memberId })
  const next = isDefault ? await tx.findOne(Addresses, { where: { memberId }, order: { id: 'DESC' } }) : null
  if (next) await tx.update(Addresses, { id: next.id }, { isDefault: true })
  return addressId
}

/** A member's addresses, the default one first, then the newest. */
export const addressesOf = (read: Reader, memberId: string) =>
  read.find(Addresses, { where: { memberId }, order: { isDefault: 'DESC', id: 'DESC' }, take: ADDRESSES_MAX })

export const addressOf = async (read: Reader, memberId: string, id: string) =>
  found(await read.findOne(Addresses, { where: { id, memberId } }))
