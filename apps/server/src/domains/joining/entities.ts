import { EntitySchema } from 'typeorm'
import { amount, count, instant, json, key } from '#server/platform/db/columns'

/** What a new member gets. A change is a new row; the newest whose `activeFrom` has come is in force. */
export type GiftRow = { id: string; points: number; pointsValidDays: number; templateIds: string[]; activeFrom: Date }

export const Gifts = new EntitySchema<GiftRow>({
  name: 'joining_gift',
  columns: { id: key(), points: amount(), pointsValidDays: count(), templateIds: json(), activeFrom: instant() },
})
