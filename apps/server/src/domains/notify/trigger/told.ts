import type { Topic } from '@huitou/shared/notify/topic-rules'
import type { EventRow } from '#server/platform/events/entities'
import type { Reader } from '#server/platform/db/tx'

/** What one member is told, in words, and as facts for the fields of a template. */
export type Told = {
  memberId: string
  topic: Topic
  title: string
  words: string
  page: string | null
  facts: Record<string, string>
  /** When its sense is over: WeChat does not bring it any more from then on. */
  until?: Date
  /** What names the cause instead of the event, where many events are worth one message. */
  cause?: string
}

/** What an event is to whom. */
export type Telling = (read: Reader, data: EventRow['data'], at: Date) => Promise<Told[]>
