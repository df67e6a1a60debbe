import { In } from 'typeorm'
import { opensFor, type Claimant } from '@huitou/shared/coupon/rules'
import { Members, type MemberRow } from '#server/domains/member/entities'
import type { Reader } from '#server/platform/db/tx'
import { Coupons, type TemplateRow } from '../entities'
import type { Counted } from '../issue'
import type { CouponNeighbours } from './neighbours'

/** Through which doors members take coupons themselves; limits count these. */
export const TAKEN_THROUGH = ['centre', 'scan', 'code']

const HOUR_MS = 3_600_000

/** Somebody who wishes for something, at their own moment. */
export type Wish = { member: MemberRow; template: TemplateRow; counted: Counted; now: Date; withCode: boolean }

type Took = Counted & { templateId: string; count: number }

/** What each person took of these templates, in this membership and those they left. By fingerprint. */
async function tookBefore(read: Reader, members: readonly MemberRow[], templateIds: readonly string[]) {
  const fingerprints = [...new Set(members.map((member) => member.userFingerprint))]
  const all = await read.find(Members, {
    select: { id: true, userFingerprint: true },
    where: { userFingerprint: In(fingerprints) },
  })
  const personOf = new Map(all.map((member) => [member.id, member.userFingerprint]))
  const rows = await read
    .createQueryBuilder(Coupons, 'coupon')
    .select(['coupon.memberId AS m', 'coupon.templateId AS t', 'coupon.day AS d', 'coupon.dropSlot AS s'])
    .addSelect('COUNT(*)', 'n')
    .where('coupon.memberId IN (:...memberIds) AND coupon.templateId IN (:...templateIds)', {
      memberIds: [...personOf.keys()],
      templateIds,
    })
    .andWhere('coupon.source IN (:...sources)', { sources: TAKEN_THROUGH })
    .groupBy('coupon.memberId, coupon.templateId, coupon.day, coupon.dropSlot')
    .getRawMany<Record<'m' | 't' | 'd' | 's' | 'n', string | number | null>>()
  const took = new Map<string, Took[]>()
  for (const { m, t, d, s, n } of rows) {
    const person = personOf.get(String(m)) ?? ''
    const one = { templateId: String(t), day: d === null ? null : Number(d), dropSlot: s === null ? null : Number(s) }
    took.set(person, [...(took.get(person) ?? []), { ...one, count: Number(n) }])
  }
  return took
}

const sum = (took: readonly Took[]) => took.reduce((all, { count }) => all + count, 0)

/** How many of a template a person took through all these doors. The caller holds the member's lock. */
export async function takenBefore(read: Reader, member: MemberRow, templateId: string): Promise<number> {
  return sum((await tookBefore(read, [member], [templateId])).get(member.userFingerprint) ?? [])
}

/** Who wishes for something, judged at any moment by what they have taken until then. */
export class Claimants {
  constructor(
    private readonly before: Map<string, Took[]>,
    private readonly exclusive: ReadonlySet<string>,
    private readonly rights: Awaited<ReturnType<CouponNeighbours['rightsOf']>>,
  ) {}

  isExclusive(templateId: string): boolean {
    return this.exclusive.has(templateId)
  }

  of({ member, template, counted: { day, dropSlot }, withCode }: Wish): Claimant {
    const took = (this.before.get(member.userFingerprint) ?? []).filter((one) => one.templateId === template.id)
    const own = this.rights.get(member.id)
    return {
      held: sum(took),
      heldToday: sum(took.filter((one) => one.day === day)),
      heldInDrop: dropSlot === null ? 0 : sum(took.filter((one) => one.dropSlot === dropSlot)),
      tierLevel: member.tierLevel,
      entitled: !this.exclusive.has(template.id) || (own?.exclusiveTemplateIds.includes(template.id) ?? false),
      earlyMs: (own?.earlyAccessHours ?? 0) * HOUR_MS,
      withCode,
    }
  }

  took({ member, template, counted }: Wish): void {
    const before = this.before.get(member.userFingerprint) ?? []
    this.before.set(member.userFingerprint, [...before, { ...counted, templateId: template.id, count: 1 }])
  }
}

/** Loads what is to be known about everybody who wishes for something, with few questions for many. */
export async function claimantsOf(read: Reader, neighbours: CouponNeighbours, wishes: readonly Wish[], now: Date) {
  const members = [...new Map(wishes.map(({ member }) => [member.id, member])).values()]
  const templateIds = [...new Set(wishes.map(({ template }) => template.id))]
  if (members.length === 0) return new Claimants(new Map(), new Set(), new Map())
  const exclusive = new Set(await neighbours.exclusiveTemplateIds(read, now))
  const early = (wish: Wish) => (opensFor(wish.template, { earlyMs: 0 }) ?? wish.now) > wish.now
  const asked = wishes.filter((wish) => exclusive.has(wish.template.id) || early(wish)).map(({ member }) => member.id)
  const rights =
    asked.length === 0 ? new Map<string, never>() : await neighbours.rightsOf(read, [...new Set(asked)], now)
  return new Claimants(await tookBefore(read, members, templateIds), exclusive, rights)
}
