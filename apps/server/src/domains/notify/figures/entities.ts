import { EntitySchema } from 'typeorm'
import type { Topic } from '@huitou/shared/notify/topic-rules'
import { count, dayNumber, token } from '#server/platform/db/columns'

/** What became of the messages of a day and topic, counted by a job. `seen` are those that were read in the app. */
export type DayRow = {
  day: number
  topic: Topic
  told: number
  sent: number
  /** Of those that were sent. */
  sentByDialogue: number
  delivered: number
  refused: number
  failed: number
  unsure: number
  held: number
  seen: number
  opened: number
}

export const Days = new EntitySchema<DayRow>({
  name: 'notify_day',
  columns: {
    day: { ...dayNumber(), primary: true },
    topic: { ...token(32), primary: true },
    ...{
      told: count(),
      sent: count(),
      sentByDialogue: count(),
      delivered: count(),
      refused: count(),
      failed: count(),
      unsure: count(),
    },
    ...{ held: count(), seen: count(), opened: count() },
  },
})
