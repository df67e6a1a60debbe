import { EntitySchema } from 'typeorm'
import { instant, primaryRef, ref, token } from '#server/platform/db/columns'

/** Who wants to be told in the evening before a streak ends, and when to look next. */
export type StreakWatchRow = { memberId: string; dueAt: Date }

export const StreakWatches = new EntitySchema<StreakWatchRow>({
  name: 'notify_streak_watch',
  columns: { memberId: primaryRef(), dueAt: instant() },
})

/** How far something that walks along moments has come: up to this moment, and of it up to this row. */
export type MarkRow = { name: 'points' | 'teams' | 'friends' | 'rewards'; at: Date; rowId: string }

export const Marks = new EntitySchema<MarkRow>({
  name: 'notify_mark',
  columns: { name: { ...token(16), primary: true }, at: instant(), rowId: ref() },
})
