import type { GroupKind, GroupState, WayIn } from './schema'

const DAY_MS = 86_400_000
/** So long the code of a plain group works after WeChat has made it. */
export const CODE_DAYS = 7
/** What ends later than this is no code of a group, but a mistake. */
export const UNTIL_DAYS_MAX = 30
/** So long before its end a code is asked for anew. */
export const RENEW_DAYS = 2

const daysOn = (now: Date, days: number) => new Date(now.getTime() + days * DAY_MS)

/** Until when a code counts as ending soon. */
export const soonOf = (now: Date) => daysOn(now, RENEW_DAYS)

export type UntilFault = 'missing' | 'over' | 'too_late'

/** What is wrong with the end of a code that is entered now. */
export function untilFault({ kind, until }: { kind: GroupKind; until: Date | null }, now: Date): UntilFault | null {
  if (until === null) return kind === 'group' ? 'missing' : null
  if (until <= now) return 'over'
  return until > daysOn(now, UNTIL_DAYS_MAX) ? 'too_late' : null
}

export type Group = {
  id: string
  region: string
  storeIds: readonly string[]
  state: GroupState
  until: Date | null
}

/** What somebody finds who wants to join now: a code that has ended is shown to nobody. */
export function wayInto({ state, until }: Pick<Group, 'state' | 'until'>, now: Date): WayIn {
  if (state === 'paused') return 'full'
  return until === null || until > now ? 'open' : 'renewing'
}

/** What is known of where somebody belongs: the group or region they chose, and the store they came to. */
export type Wish = { groupId?: string | undefined; region?: string | undefined; storeId?: string | null | undefined }

const isNear = (group: Group, { storeId }: Wish) =>
  storeId !== null && storeId !== undefined && group.storeIds.includes(storeId)

/** 0 for the person's own store, 1 for the whole region, 2 for another store of it. */
function distanceOf(group: Group, wish: Wish): number {
  if (isNear(group, wish)) return 0
  return group.storeIds.length === 0 ? 1 : 2
}

const live = <One extends Group>(groups: readonly One[]) => groups.filter(({ state }) => state !== 'ended')

/** Regions of a page, in its order, each with its groups. */
export function regionsOf<One extends Group>(groups: readonly One[]): { region: string; groups: One[] }[] {
  const names = [...new Set(live(groups).map(({ region }) => region))]
  return names.map((region) => ({ region, groups: live(groups).filter((one) => one.region === region) }))
}

/**
 * The group that fits: the chosen one, else the nearest of the chosen region, else of the region of the person's store, else of the first.
 * Where it lets nobody in, `instead` is the nearest of the same region that does.
 */
export function pickGroup<One extends Group>(
  groups: readonly One[],
  wish: Wish,
  now: Date,
): { fit: One | null; instead: One | null } {
  const known = live(groups)
  const chosen = known.find(({ id }) => id === wish.groupId)
  const inRegion = known.find(({ region }) => region === wish.region) ?? known.find((one) => isNear(one, wish))
  const region = (chosen ?? inRegion ?? known[0])?.region
  const near = known.filter((one) => one.region === region).sort((a, b) => distanceOf(a, wish) - distanceOf(b, wish))
  const fit = chosen ?? near[0] ?? null
  const isOpen = (one: One) => wayInto(one, now) === 'open'
  return { fit, instead: fit === null || isOpen(fit) ? null : (near.find(isOpen) ?? null) }
}
