import { In } from 'typeorm'
import type { ClaimTerms } from '@huitou/shared/coupon/rules'
import type { Reader } from '#server/platform/db/tx'
import type { Clock } from '../clock'
import { Quotas, type TemplateRow } from '../entities'
import type { Counted } from '../issue'
import { dropOf } from './drops'

/** How much of each quota is taken, by template and slot. A quota that nobody touched has no row. */
export class Taken {
  private readonly bySlot = new Map<string, number>()

  private static nameOf = (templateId: string, slot: number) => `${templateId}/${slot}`

  get(templateId: string, slot: number): number {
    return this.bySlot.get(Taken.nameOf(templateId, slot)) ?? 0
  }

  add(templateId: string, slot: number, count = 1): void {
    this.bySlot.set(Taken.nameOf(templateId, slot), this.get(templateId, slot) + count)
  }
}

/** Under which quotas a coupon taken now is counted: the day always, the drop while one runs. */
export function countedAt(template: TemplateRow, clock: Clock): Counted {
  const current = dropOf(template, clock)?.current
  return { day: clock.moment.day, dropSlot: current ? current.opensAt.getTime() : null }
}

/** The quotas that count here: slot and limit. */
export function quotasOf({ dayQuota, dropPlan }: TemplateRow, { day, dropSlot }: Counted) {
  const quotas: { slot: number; quota: number }[] = []
  if (dayQuota !== null && day !== null) quotas.push({ slot: day, quota: dayQuota })
  if (dropPlan && dropSlot !== null) quotas.push({ slot: dropSlot, quota: dropPlan.quotaPerDrop })
  return quotas
}

export async function takenOf(
  read: Reader,
  wanted: readonly { template: TemplateRow; counted: Counted }[],
): Promise<Taken> {
  const taken = new Taken()
  const slots = new Set(wanted.flatMap(({ template, counted }) => quotasOf(template, counted).map(({ slot }) => slot)))
  if (slots.size === 0) return taken
  const templateId = In([...new Set(wanted.map(({ template }) => template.id))])
  for (const row of await read.find(Quotas, { where: { templateId, slot: In([...slots]) } }))
    taken.add(row.templateId, row.slot, row.taken)
  return taken
}

/** A template as it can be claimed now, with what its quotas leave. */
export function claimTermsOf(template: TemplateRow, { day, dropSlot }: Counted, taken: Taken): ClaimTerms {
  const { id, dayQuota, dropPlan } = template
  const dropLeft = dropPlan && dropSlot !== null ? dropPlan.quotaPerDrop - taken.get(id, dropSlot) : null
  return {
    ...template,
    dayLeft: dayQuota === null || day === null ? null : dayQuota - taken.get(id, day),
    drop: dropPlan && { left: dropLeft, perMember: dropPlan.perMemberPerDrop },
  }
}
