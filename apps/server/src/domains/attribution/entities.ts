import { EntitySchema } from 'typeorm'
import { amount, count, flag, instant, primaryRef, ref } from '#server/platform/db/columns'

/** Who came with no code. */
export const NO_CODE = '0'

/** A member as the channel’s work: through which code and when they joined, and what came of it in thirty days. */
export type JoinedRow = {
  memberId: string
  codeId: string
  day: number
  joinedAt: Date
  /** False for somebody who was a member before: counted as agreed, not as joined. */
  isNew: boolean
  bought: boolean
  spentFen: number
}

export const Joined = new EntitySchema<JoinedRow>({
  name: 'attribution_member',
  columns: {
    memberId: primaryRef(),
    codeId: ref(),
    day: count(),
    joinedAt: instant(),
    isNew: flag(),
    bought: flag(),
    spentFen: amount(),
  },
})

/** What a code brought on a day. What people bought stands at the day on which they joined. */
export type DayRow = {
  day: number
  codeId: string
  scans: number
  consents: number
  joins: number
  buyers: number
  spentFen: number
}

export const DayFigures = new EntitySchema<DayRow>({
  name: 'attribution_day',
  columns: {
    day: { ...count(), primary: true },
    codeId: primaryRef(),
    scans: count(),
    consents: count(),
    joins: count(),
    buyers: count(),
    spentFen: amount(),
  },
})
