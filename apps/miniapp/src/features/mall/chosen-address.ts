import { create } from 'zustand'

/** Which address the member picked in their address book, for the sheet that they came from. Null: the default one. */
export const useChosenAddress = create<{ addressId: string | null }>(() => ({ addressId: null }))
