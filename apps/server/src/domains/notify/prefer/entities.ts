import { EntitySchema } from 'typeorm'
import type { Topic } from '@huitou/shared/notify/topic-rules'
import { count, flag, instant, json, key, primaryRef, ref } from '#server/platform/db/columns'

/** What a member wants; without a row, all that they allow, and the shop's quiet hours. */
export type PreferenceRow = {
  memberId: string
  appOnly: Topic[]
  /** Minutes after midnight; null for the shop's. */
  quietFrom: number | null
  quietUntil: number | null
  savedAt: Date
}

export const Preferences = new EntitySchema<PreferenceRow>({
  name: 'notify_preference',
  columns: {
    memberId: primaryRef(),
    appOnly: json(),
    quietFrom: count({ nullable: true }),
    quietUntil: count({ nullable: true }),
    savedAt: instant(),
  },
})

/** Insert-only: the newest holds. */
export type PolicyRow = {
  id: string
  quietFrom: number
  quietUntil: number
  perDay: number
  perWeek: number
  fallBack: boolean
  savedBy: string
  savedAt: Date
}

export const Policies = new EntitySchema<PolicyRow>({
  name: 'notify_policy',
  columns: {
    id: key(),
    quietFrom: count(),
    quietUntil: count(),
    perDay: count(),
    perWeek: count(),
    fallBack: flag(),
    savedBy: ref(),
    savedAt: instant(),
  },
})
