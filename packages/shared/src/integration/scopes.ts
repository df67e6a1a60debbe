/** What a key of the open API may do; each contract of it names one. */
export const SCOPES = ['members', 'purchases'] as const
export type Scope = (typeof SCOPES)[number]

/** What other systems can be told, by the names under which they are told. */
export const WEBHOOK_EVENTS = [
  'member.joined',
  'member.left',
  'purchase.recorded',
  'purchase.refunded',
  'coupon.issued',
  'coupon.used',
  'coupon.returned',
  'mall.ordered',
  'mall.handed_over',
  'tier.changed',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]
