import { EntitySchema } from 'typeorm'
import type { Topic } from '@huitou/shared/notify/topic-rules'
import { instant, key, ref, text, token } from '#server/platform/db/columns'

/** Words of the shop's own; both null where it went back to the usual ones. */
export type WordingRow = {
  id: string
  topic: Topic
  title: string | null
  words: string | null
  savedBy: string
  savedAt: Date
}

export const Wordings = new EntitySchema<WordingRow>({
  name: 'notify_wording',
  columns: {
    id: key(),
    topic: token(32),
    title: text(40, { nullable: true }),
    words: text(200, { nullable: true }),
    savedBy: ref(),
    savedAt: instant(),
  },
})
