import type { StoreCard } from '@huitou/shared/store/contract'
import { minutesOfDay } from '#server/platform/business-day'
import type { StoreRow } from './entities'

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Hours that pass midnight (18:00–02:00) are open on both sides of it. */
const isOpen = ({ opensMinutes, closesMinutes }: StoreRow, minute: number) =>
  opensMinutes <= closesMinutes
    ? minute >= opensMinutes && minute < closesMinutes
    : minute >= opensMinutes || minute < closesMinutes

export const presentStore = (store: StoreRow, now: Date): StoreCard => ({
  id: store.id,
  name: store.name,
  address: store.address,
  phone: store.phone,
  hours: `${clock(store.opensMinutes)}–${clock(store.closesMinutes)}`,
  openNow: isOpen(store, minutesOfDay(now, store.zone)),
})
