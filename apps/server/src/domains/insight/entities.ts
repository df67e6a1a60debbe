import { EntitySchema } from 'typeorm'
import type { CHECKIN_BANDS } from '@huitou/shared/insight/contract'
import { amount, count, instant, token } from '#server/platform/db/columns'

export type CheckInBand = (typeof CHECKIN_BANDS)[number]

/** What members bought in a month, by how often they checked in. */
export type CheckInOrdersRow = {
  month: number
  band: CheckInBand
  members: number
  buyers: number
  orders: number
  spentFen: number
  countedAt: Date
}

export const CheckInOrders = new EntitySchema<CheckInOrdersRow>({
  name: 'insight_checkin_orders',
  columns: {
    month: { ...count(), primary: true },
    band: { ...token(8), primary: true },
    members: count(),
    buyers: count(),
    orders: count(),
    spentFen: amount(),
    countedAt: instant(),
  },
})
