import { EntitySchema } from 'typeorm'
import type { ReviewPolicy } from '@huitou/shared/review/schema'
import { instant, json, key, text, token } from '#server/platform/db/columns'

/** A version of how reviews are asked for. A change is a new row; the newest whose `activeFrom` has come is in force. */
export type PolicyRow = {
  id: string
  activeFrom: Date
  body: ReviewPolicy
  actor: string
  reason: string
  madeAt: Date
}

export const ReviewPolicies = new EntitySchema<PolicyRow>({
  name: 'review_policy',
  columns: {
    id: key(),
    activeFrom: instant(),
    body: json(),
    actor: token(32),
    reason: text(80),
    madeAt: instant(),
  },
})
