import type { GatheringRow } from '../entities'
import { spanText } from '#server/platform/business-day'

/** Where, in one line: the store and its room, or the place elsewhere. */
export const whereOf = ({ place }: Pick<GatheringRow, 'place'>, storeName: string | null) =>
  [storeName, place].filter((part) => part !== null && part !== '').join(' · ')

export const whenOf = ({ startsAt, endsAt }: Pick<GatheringRow, 'startsAt' | 'endsAt'>, zone: string) =>
  spanText(startsAt, endsAt, zone)
