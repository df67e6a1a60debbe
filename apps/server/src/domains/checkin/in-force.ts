import type { Day } from '@huitou/shared/kit/day'
import { NO_PLAN, type Plan } from '@huitou/shared/checkin/plan-rules'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { PlanVersions, type VersionRow } from './entities'

/** More versions than are published within the reach of a make-up. */
const VERSIONS_MAX = 60

export type InForce = { id: string; name: string; version: number; body: Plan }

const NOTHING: InForce = { id: '0', name: '签到', version: 0, body: NO_PLAN }

/** The business day, and the plans by which days are judged. */
export type Season = { now: Date; day: Day; endsAt: Date; versions: readonly VersionRow[] }

export async function seasonOf(read: Reader, now: Date): Promise<Season> {
  const { day, endsAt } = await today(read, now)
  const versions = await read.find(PlanVersions, {
    where: { state: 'published' },
    order: { activeOn: 'DESC', id: 'DESC' },
    take: VERSIONS_MAX,
  })
  return { now, day, endsAt, versions }
}

/** The version of each plan that is in force on a day: the newest that has begun, unless it is over. */
export function versionsOn(versions: readonly VersionRow[], day: Day): VersionRow[] {
  const newest = new Map<string, VersionRow>()
  for (const version of versions)
    if ((version.activeOn ?? 0) <= day && !newest.has(version.line ?? version.id))
      newest.set(version.line ?? version.id, version)
  return [...newest.values()].filter((version) => version.endsOn === null || version.endsOn >= day)
}

/** The plan for members of a tier on a day: the tier's own, else everybody's, else one that gives nothing. Fixed as the day begins. */
export function planOn({ versions }: Pick<Season, 'versions'>, day: Day, tierLevel: number): InForce {
  const inForce = versionsOn(versions, day)
  const own = inForce.find((version) => version.audience === 'tier' && version.levels.includes(tierLevel))
  const found = own ?? inForce.find((version) => version.audience === 'everyone')
  return found ? { id: found.id, name: found.name, version: found.version ?? 0, body: found.body } : NOTHING
}
