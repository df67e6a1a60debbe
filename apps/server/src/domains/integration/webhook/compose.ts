import type { WebhookEvent } from '@huitou/shared/integration/scopes'
import type { EventRow } from '#server/platform/events/entities'

type Facts = EventRow['data']
type Rule = { event: WebhookEvent; facts: readonly string[] }

const ORDERED: Rule = { event: 'mall.ordered', facts: ['orderId', 'memberId', 'itemId', 'points'] }
const TIER: Rule = { event: 'tier.changed', facts: ['memberId', 'from', 'to', 'day'] }

/** Which of our events others are told, under which name, and which facts of them: ours may change, theirs may not. */
const TOLD: Record<string, Rule> = {
  'member.joined': { event: 'member.joined', facts: ['memberId'] },
  'member.left': { event: 'member.left', facts: ['memberId'] },
  'purchase.recorded': {
    event: 'purchase.recorded',
    facts: ['purchaseId', 'memberId', 'storeId', 'receiptNo', 'channel', 'paidFen'],
  },
  'purchase.refunded': {
    event: 'purchase.refunded',
    facts: ['purchaseId', 'refundId', 'memberId', 'storeId', 'amountFen', 'isWhole'],
  },
  'coupon.issued': { event: 'coupon.issued', facts: ['couponId', 'memberId', 'templateId', 'source'] },
  'coupon.used': { event: 'coupon.used', facts: ['couponId', 'memberId', 'storeId', 'templateId', 'by'] },
  'coupon.unused': { event: 'coupon.returned', facts: ['couponId', 'memberId'] },
  'mall.exchanged': ORDERED,
  'mall.soldInGroup': ORDERED,
  'mall.pickedUp': { event: 'mall.handed_over', facts: ['orderId', 'memberId', 'itemId', 'storeId'] },
  'tier.raised': TIER,
  'tier.lowered': TIER,
}

export const toldEvents = Object.keys(TOLD)

/** What is sent about one event; null for one that nobody is told. */
export function bodyOf(name: string, data: Facts, at: Date): { event: WebhookEvent; body: string } | null {
  const rule = TOLD[name]
  if (!rule) return null
  const facts = Object.fromEntries(rule.facts.map((fact) => [fact, data[fact] ?? null]))
  return { event: rule.event, body: JSON.stringify({ type: rule.event, timestamp: at.toISOString(), data: facts }) }
}

/** An example of an event, for trying an address out. */
export const exampleOf = (event: WebhookEvent, at: Date) =>
  JSON.stringify({ type: event, timestamp: at.toISOString(), data: { example: true } })
