import type { CodeKind } from './schema'

/** Under which source of the dictionary a code goes when nobody says another; by the key of the rows that every shop begins with. */
export const SOURCE_OF_KIND: Record<CodeKind, string> = {
  ...{ store: 'walkin', table: 'walkin', shelf: 'walkin', counter: 'walkin', standee: 'walkin' },
  ...{ staff: 'staff', material: 'leaflet', field: 'field', parcel: 'takeaway' },
  ...{ link: 'media', event: 'event' },
}

/** Under which source go codes that are shown after a sale; by its key, as above. */
export const PAY_SOURCE = 'pay'

/** What is wrong with a new code: which field, and why. Null: nothing. */
export function faultOfCode({ kind, templateId }: { kind: CodeKind; templateId?: string | undefined }) {
  if (kind === 'standee' && templateId === undefined)
    return { field: 'templateId', problem: 'a standee gives a coupon: name it' }
  return null
}

/** Scanning a standee gives its coupon to members too; any other code gives something to new ones only. */
export const givesMembers = (kind: CodeKind) => kind === 'standee'

/** Works for one person. */
export const worksOnce = (kind: CodeKind) => kind === 'parcel'

const WALK_IN_DAYS = 31

/** How far back a day's walk-ins can still be entered or put right. */
export const walkInDayHolds = (daysAgo: number) => daysAgo >= 0 && daysAgo <= WALK_IN_DAYS
