import type { Day } from '@huitou/shared/kit/day'
import { versionOn, type Programme, type Version } from '@huitou/shared/tier/programme-rules'
import { today } from '#server/domains/store/queries'
import type { DayRule } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { Programmes } from '../entities'

/** As far back as any standing is ever replayed: older versions have been applied to everybody. */
const VERSIONS_MAX = 12

/** What every judgement of a tier needs to know about the moment: the day, the brand's way of counting days, and the rules. */
export type Clock = {
  now: Date
  day: Day
  rule: DayRule
  versions: Version[]
  /** The newest version that has been applied to every member came into force on this day. */
  sweptDay: Day
}

export async function clockOf(read: Reader, now: Date): Promise<Clock> {
  const { day, brand } = await today(read, now)
  const rows = await read.find(Programmes, {
    where: { state: 'published' },
    order: { activeOn: 'DESC', id: 'DESC' },
    take: VERSIONS_MAX,
  })
  const swept = rows.find((row) => row.sweptAt !== null)
  return {
    now,
    day,
    rule: brand,
    versions: rows.reverse().map(({ id, activeOn, body }) => ({ id, activeOn: activeOn ?? 0, body })),
    sweptDay: swept?.activeOn ?? 0,
  }
}

export const programmeOf = ({ versions, day }: Clock): Programme => versionOn(versions, day).body
