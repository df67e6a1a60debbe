import { In, IsNull } from 'typeorm'
import { judgeClaim } from '@huitou/shared/coupon/rules'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { brandOf } from '#server/domains/store/queries'
import type { BrandRow } from '#server/domains/store/entities'
import { randomCode } from '#server/platform/crypto/random'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { clockOf } from '../clock'
import { Templates, type TemplateRow } from '../entities'
import { couponRow } from '../issue'
import { claimantsOf, type Claimants } from './claimants'
import type { CouponNeighbours } from './neighbours'
import { claimTermsOf, quotasOf, takenOf, type Taken } from './terms'
import { seek, turnedAway, type Ask, type Sought } from './turn-away'
import { writeClaims, type Claim } from './write-claims'

type Wanted = Sought & { member: MemberRow }

const unique = (ids: readonly string[]) => [...new Set(ids)]

const templatesBy = async (read: Reader, ids: readonly string[]) =>
  new Map((await read.find(Templates, { where: { id: In(unique(ids)) } })).map((row) => [row.id, row]))

/** Locked in the order of their ids, whoever else locks the same ones. Who has left is not among them. */
async function lockMembers(tx: Tx, sought: readonly Sought[]): Promise<Wanted[]> {
  const ids = unique(sought.map(({ memberId }) => memberId))
  const where = { id: In(ids), leftAt: IsNull() }
  const members = await tx.find(Members, { where, order: { id: 'ASC' }, ...forUpdate(tx) })
  const byId = new Map(members.map((member) => [member.id, member]))
  return sought.flatMap((one) => {
    const member = byId.get(one.memberId)
    return member ? [{ ...one, member }] : []
  })
}

const isCounted = ({ stockTotal, dayQuota, dropPlan }: TemplateRow) =>
  stockTotal !== null || dayQuota !== null || dropPlan !== null

/** Templates as they are now. One that is counted is shared by all members, and so locked, and last of all. */
async function lockTemplates(tx: Tx, wanted: readonly Wanted[]): Promise<Map<string, TemplateRow>> {
  const counted = wanted.filter(({ template }) => isCounted(template)).map(({ templateId }) => templateId)
  const rows = await templatesBy(
    tx,
    wanted.map(({ templateId }) => templateId),
  )
  if (counted.length === 0) return rows
  const where = { id: In(unique(counted)) }
  for (const row of await tx.find(Templates, { where, order: { id: 'ASC' }, ...forUpdate(tx) })) rows.set(row.id, row)
  return rows
}

/** What those before left, as one after the other is judged. */
type Counter = { brand: BrandRow; claimants: Claimants; taken: Taken; stock: Map<string, number | null> }

function judgeOne(one: Wanted, { brand, claimants, taken, stock }: Counter): Claim | Refused {
  const { index, template, counted, member, now, withCode } = one
  const stockLeft = stock.get(template.id) ?? null
  const decision = judgeClaim({ ...claimTermsOf(template, counted, taken), stockLeft }, claimants.of(one), now)
  if (!decision.ok) return new Refused(decision.reason)
  const source = withCode ? 'scan' : 'centre'
  const issue = { memberId: member.id, template, source, sourceKey: `claim:${randomCode()}`, now }
  const row = couponRow(issue, clockOf(brand, now).dayEndsAt, counted)
  if (!row) return new Refused('coupon_ended')
  if (stockLeft !== null) stock.set(template.id, stockLeft - 1)
  for (const { slot } of quotasOf(template, counted)) taken.add(template.id, slot)
  claimants.took(one)
  return { index, row }
}

type Standing = { brand: BrandRow; neighbours: CouponNeighbours; now: Date }

/** Locks whom and what it is about, judges each in turn, and writes. Answers by place: the coupon's id or the refusal. */
async function give(tx: Tx, sought: readonly Sought[], { brand, neighbours, now }: Standing) {
  const outcomes = new Map<number, string | Refused>()
  const members = await lockMembers(tx, sought)
  const claimants = await claimantsOf(tx, neighbours, members, now)
  const templates = await lockTemplates(tx, members)
  const wanted = members.flatMap((one) => {
    const template = templates.get(one.templateId)
    return template ? [{ ...seek(one, one.index, template, brand), member: one.member }] : []
  })
  const stock = new Map([...templates].map(([id, { stockLeft }]) => [id, stockLeft]))
  const counter = { brand, claimants, taken: await takenOf(tx, wanted), stock }
  const claims: Claim[] = []
  for (const one of wanted) {
    const judged = judgeOne(one, counter)
    if (judged instanceof Refused) outcomes.set(one.index, judged)
    else claims.push(judged)
  }
  if (claims.length > 0)
    for (const [index, id] of await writeClaims(tx, claims, { templates, taken: counter.taken, now }))
      outcomes.set(index, id)
  return outcomes
}

/**
 * Gives a coupon to each of those who came together, as far as it is theirs and there are any left: each judged at their own moment, in
 * their order, by what those before them left. One who may not holds up none of the others. Answers each with the coupon's id or the
 * refusal.
 */
export async function claimTogether(
  tx: Tx,
  asks: readonly Ask[],
  neighbours: CouponNeighbours,
): Promise<(string | Refused)[]> {
  const brand = await brandOf(tx)
  const offered = await templatesBy(
    tx,
    asks.map(({ templateId }) => templateId),
  )
  const sought = asks.flatMap((ask, index) => {
    const template = offered.get(ask.templateId)
    return template ? [seek(ask, index, template, brand)] : []
  })
  const refused = await turnedAway(tx, sought)
  const open = sought.filter(({ index }) => !refused.has(index))
  const now = new Date(Math.max(...asks.map((ask) => ask.now.getTime())))
  const given =
    open.length === 0 ? new Map<number, string | Refused>() : await give(tx, open, { brand, neighbours, now })
  return asks.map((_, index) => given.get(index) ?? refused.get(index) ?? new Refused('not_found'))
}
