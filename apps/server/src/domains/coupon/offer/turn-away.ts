import { In } from 'typeorm'
import { judgeClaim, type Claimant, type ClaimRefusal, type ClaimTerms } from '@huitou/shared/coupon/rules'
import type { BrandRow } from '#server/domains/store/entities'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { clockOf } from '../clock'
import { Coupons, type TemplateRow } from '../entities'
import type { Counted } from '../issue'
import { TAKEN_THROUGH } from './claimants'
import { claimTermsOf, countedAt, takenOf, type Taken } from './terms'

export type Ask = { memberId: string; templateId: string; scene: string | null; now: Date }

/** Somebody at the door, with what they want. `index` is their place among those who came together. */
export type Sought = Ask & { index: number; template: TemplateRow; counted: Counted; withCode: boolean }

type Held = 'held' | 'heldToday' | 'heldInDrop'

/** Who nothing speaks against. What refuses even them needs no lock and no look at the member. */
const ANYBODY: Omit<Claimant, 'withCode'> = {
  held: 0,
  heldToday: 0,
  heldInDrop: 0,
  tierLevel: Number.MAX_SAFE_INTEGER,
  entitled: true,
  earlyMs: Number.MAX_SAFE_INTEGER / 1000,
}

export const brings = (template: TemplateRow, scene: string | null) =>
  template.scene !== null && scene === template.scene

export const seek = (ask: Ask, index: number, template: TemplateRow, brand: BrandRow): Sought => ({
  ...ask,
  index,
  template,
  counted: countedAt(template, clockOf(brand, ask.now)),
  withCode: brings(template, ask.scene),
})

const GONE = ['coupon_sold_out', 'coupon_day_sold_out', 'coupon_drop_sold_out']

/** What each of those who came late took before. By place. */
async function tookOf(tx: Tx, late: readonly Sought[]): Promise<Map<number, Pick<Claimant, Held>>> {
  const limited = late.filter(
    ({ template }) => template.perMemberLimit !== null || template.perMemberDayLimit !== null || template.dropPlan,
  )
  if (limited.length === 0) return new Map()
  const rows = await tx.find(Coupons, {
    select: { memberId: true, templateId: true, day: true, dropSlot: true },
    where: {
      memberId: In([...new Set(limited.map(({ memberId }) => memberId))]),
      templateId: In([...new Set(limited.map(({ templateId }) => templateId))]),
      source: In(TAKEN_THROUGH),
    },
  })
  const holders = new Set(rows.map(({ memberId }) => memberId))
  const held = limited.filter(({ memberId }) => holders.has(memberId))
  return new Map(
    held.map(({ index, memberId, templateId, counted: { day, dropSlot } }) => {
      const own = rows.filter((row) => row.memberId === memberId && row.templateId === templateId)
      const heldToday = own.filter((row) => row.day === day).length
      const heldInDrop = dropSlot === null ? 0 : own.filter((row) => row.dropSlot === dropSlot).length
      return [index, { held: own.length, heldToday, heldInDrop }]
    }),
  )
}

/** The terms of a template under the same quotas, made once for all who ask. */
function termsOnce(made: Map<string, ClaimTerms>, { template, counted }: Sought, taken: Taken): ClaimTerms {
  const name = `${template.id}/${counted.day}/${counted.dropSlot}`
  const terms = made.get(name) ?? claimTermsOf(template, counted, taken)
  made.set(name, terms)
  return terms
}

/**
 * Those whom it is over for, whoever they are: told without a lock or a write, which is all that a sold-out drop costs. Who has one
 * already hears that, not that they came late. Answers the refusals by place; many hear the same one.
 */
export async function turnedAway(tx: Tx, sought: readonly Sought[]): Promise<Map<number, Refused>> {
  const taken = await takenOf(tx, sought)
  const terms = new Map<string, ClaimTerms>()
  const said = new Map<ClaimRefusal, Refused>()
  const judge = (one: Sought, held: Partial<Pick<Claimant, Held>> = {}) =>
    judgeClaim(termsOnce(terms, one, taken), { ...ANYBODY, ...held, withCode: one.withCode }, one.now)
  const refusal = (reason: ClaimRefusal) => {
    const same = said.get(reason) ?? new Refused(reason)
    said.set(reason, same)
    return same
  }
  const refused = new Map<number, Refused>()
  const late: Sought[] = []
  for (const one of sought) {
    const decision = judge(one)
    if (decision.ok) continue
    refused.set(one.index, refusal(decision.reason))
    if (GONE.includes(decision.reason)) late.push(one)
  }
  const took = await tookOf(tx, late)
  for (const one of late) {
    const held = took.get(one.index)
    const decision = held ? judge(one, held) : null
    if (decision && !decision.ok) refused.set(one.index, refusal(decision.reason))
  }
  return refused
}
