import { create } from 'zustand'
import { readStored, writeStored } from '../../kit/storage'
import { useSession } from '../../kit/session'

const STORED_AS = 'staff.store'

const useChoice = create<{ storeId: string | null }>(() => ({ storeId: readStored<string>(STORED_AS) }))

/** In which store this clerk stands; remembered on this phone. */
export const chooseStore = (storeId: string) => {
  writeStored(STORED_AS, storeId)
  useChoice.setState({ storeId })
}

/** The chosen store while the clerk works there, else their first; null for who is not staff. */
export const useStore = () => {
  const stores = useSession(({ staff }) => staff?.stores)
  const storeId = useChoice((choice) => choice.storeId)
  return stores?.find(({ id }) => id === storeId) ?? stores?.[0] ?? null
}
