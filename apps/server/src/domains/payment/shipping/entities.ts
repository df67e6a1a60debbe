import { EntitySchema } from 'typeorm'
import type { Logistics } from '#server/platform/wechat/shipping'
import { count, instant, key, ref, text, token } from '#server/platform/db/columns'

/** What WeChat is told of how a paid thing reaches its buyer (R23). Until it is told, the money stays frozen. */
export type ShippingRow = {
  id: string
  paymentId: string
  part: number
  logistics: Logistics
  itemDesc: string
  trackingNo: string | null
  carrier: string | null
  /** A phone number, masked but for its last four digits. */
  contact: string | null
  state: 'wanted' | 'done' | 'failed'
  wantedAt: Date
  doneAt: Date | null
  dueAt: Date | null
  attempts: number
  lastError: string | null
}

export const Shippings = new EntitySchema<ShippingRow>({
  name: 'payment_shipping',
  columns: {
    id: key(),
    paymentId: ref(),
    part: count(),
    logistics: token(16),
    itemDesc: text(120),
    trackingNo: token(64, { nullable: true }),
    carrier: token(32, { nullable: true }),
    contact: token(32, { nullable: true }),
    state: token(16),
    wantedAt: instant(),
    doneAt: instant({ nullable: true }),
    dueAt: instant({ nullable: true }),
    attempts: count(),
    lastError: text(300, { nullable: true }),
  },
})
