import type { Address, AddressFields } from '@huitou/shared/mall/address/contract'
import { maskName, maskPhone } from '@huitou/shared/kit/mask'
import type { Vault } from '#server/platform/crypto/vault'
import type { AddressRow } from '../entities'

const PURPOSE = 'mall-address'

/** One text for the whole address: none of its parts is ever looked for (P9). */
export const sealAddress = (vault: Vault, { name, phone, region, detail }: AddressFields) =>
  vault.seal(JSON.stringify({ name, phone, region, detail }), PURPOSE)

export const openAddress = (vault: Vault, sealed: string) => JSON.parse(vault.open(sealed, PURPOSE)) as AddressFields

/** As operators see it in lists: who and roughly where, but not the door. */
export function maskAddress(vault: Vault, sealed: string) {
  const { name, phone, region } = openAddress(vault, sealed)
  return `${maskName(name)} ${maskPhone(phone)} ${region}`
}

export const presentAddress = (vault: Vault, { id, sealed, isDefault }: AddressRow): Address => ({
  id,
  ...openAddress(vault, sealed),
  isDefault,
})
