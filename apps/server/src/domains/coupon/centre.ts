import { judgeClaim } from '@huitou/shared/coupon/rules'
import type { CouponOffer } from '@huitou/shared/coupon/contract'
import { brandOf } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import type { TemplateRow } from './entities'
import { presentFace, validityText } from './present'
import { claimableTemplates, heldByTemplate, templatesWithStores } from './queries'

const stateOf = (template: TemplateRow, held: number, now: Date): CouponOffer['state'] => {
  const decision = judgeClaim(template, held, now)
  if (decision.ok) return 'open'
  if (decision.reason === 'coupon_not_started') return 'not_started'
  return decision.reason === 'coupon_limit' ? 'taken' : 'sold_out'
}

/** What the centre offers this member, what they can take first. */
export async function centreOf(read: Reader, memberId: string, now: Date): Promise<CouponOffer[]> {
  const templates = await claimableTemplates(read, now)
  const ids = templates.map((template) => template.id)
  const held = await heldByTemplate(read, memberId, ids)
  const known = await templatesWithStores(read, ids)
  const { zone } = await brandOf(read)
  const offers = templates.map((template): CouponOffer => {
    const mine = held.get(template.id) ?? 0
    return {
      templateId: template.id,
      face: presentFace(template, known.get(template.id)?.storeNames ?? []),
      validity: validityText(template, zone),
      claimEndsAt: template.claimUntil?.toISOString() ?? null,
      left: template.stockLeft,
      claimable: template.perMemberLimit === null ? 1 : Math.max(0, template.perMemberLimit - mine),
      state: stateOf(template, mine, now),
    }
  })
  const rank = { open: 0, not_started: 1, taken: 2, sold_out: 3 }
  return offers.sort((a, b) => rank[a.state] - rank[b.state])
}
