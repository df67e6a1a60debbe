import type { Address } from '@huitou/shared/mall/address/contract'
import { useAsk } from '../../kit/use-ask'
import { useChosenAddress } from './chosen-address'

/** Where something would be sent: the address that was picked last, else the default one. Null without any, and where nothing is `sent`. */
export const useAddress = (sent: boolean): Address | null => {
  const book = useAsk('mall.addresses', {}, { when: sent })
  const chosen = useChosenAddress((known) => known.addressId)
  const addresses = book.data?.addresses ?? []
  return addresses.find(({ id }) => id === chosen) ?? addresses[0] ?? null
}
