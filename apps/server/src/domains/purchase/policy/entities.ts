import { EntitySchema } from 'typeorm'
import type { SettlePolicy } from '@huitou/shared/purchase/quote-rules'
import { instant, json, key, text, token } from '#server/platform/db/columns'

/** A version of how points pay. A change is a new row; the newest whose `activeFrom` has come is in force. */
export type PolicyRow = {
  id: string
  activeFrom: Date
  body: SettlePolicy
  actor: string
  reason: string
  madeAt: Date
}

export const Policies = new EntitySchema<PolicyRow>({
  name: 'purchase_policy',
  columns: {
    id: key(),
    activeFrom: instant(),
    body: json(),
    actor: token(32),
    reason: text(80),
    madeAt: instant(),
  },
})
