import { And, In, LessThan, MoreThanOrEqual } from 'typeorm'
import { earns, isEnough } from '@huitou/shared/distribution/rules'
import { membershipsTaken } from '#server/domains/member/member-of'
import { Purchases, type PurchaseRow } from '#server/domains/purchase/entities'
import { knownBefore } from '#server/domains/referral/known-before'
import type { Reader } from '#server/platform/db/tx'
import { Commissions, Distributors, type CustomerRow, type SettingsRow } from './entities'
import { wasActive } from './people/terms'
import { enoughBy, settingsAt } from './settings/in-force'

/** More than anybody buys between joining and being told apart from whom a counter enrolled. */
const PURCHASES_MAX = 2000

/** A bound customer: also under an enrolment at the counter that they took over since. */
export type Customer = CustomerRow & { memberIds: string[]; knownBefore: boolean; buyerSince: Date | null }

export async function customerFacts(read: Reader, row: CustomerRow): Promise<Customer> {
  const { customerId, boundAt } = row
  const own = await read.findOne(Distributors, { where: { memberId: customerId } })
  return {
    ...row,
    memberIds: await membershipsTaken(read, customerId),
    knownBefore: await knownBefore(read, customerId, boundAt),
    buyerSince: own?.since ?? null,
  }
}

const inTime = ({ memberIds, boundAt, untilAt }: Customer) => ({
  memberId: In(memberIds),
  at: And(MoreThanOrEqual(boundAt), LessThan(untilAt)),
})

export async function purchasesOf(read: Reader, customer: Customer): Promise<string[]> {
  const where = inTime(customer)
  const rows = await read.find(Purchases, { select: { id: true }, where, order: { id: 'ASC' }, take: PURCHASES_MAX })
  return rows.map(({ id }) => id)
}

const PAGE = 50

/** The first purchase of which money is left and that was enough when it happened, by when that was and not by when it was told. */
async function firstPurchaseOf(read: Reader, customer: Customer): Promise<string | null> {
  const enough = await enoughBy(read)
  const { memberIds, boundAt, untilAt } = customer
  for (let skip = 0; skip < PURCHASES_MAX; skip += PAGE) {
    const rows = await read
      .createQueryBuilder(Purchases, 'purchase')
      .where('purchase.memberId IN (:...memberIds) AND purchase.at >= :boundAt AND purchase.at < :untilAt', {
        ...{ memberIds, boundAt, untilAt },
      })
      .andWhere('purchase.refundedFen < purchase.paidFen')
      .orderBy({ 'purchase.at': 'ASC', 'purchase.id': 'ASC' })
      .offset(skip)
      .limit(PAGE)
      .getMany()
    const first = rows.find(enough)
    if (first || rows.length < PAGE) return first?.id ?? null
  }
  return null
}

/** Which purchases one more may change: where only the first counts, which one that is. */
export async function touchedBy(read: Reader, customer: Customer, purchaseIds: readonly string[]): Promise<string[]> {
  const only = await read.find(Commissions, { where: { customerId: customer.customerId, firstOnly: true } })
  const first = await firstPurchaseOf(read, customer)
  const all = [...purchaseIds, ...only.map((row) => row.purchaseId), ...(first === null ? [] : [first])]
  return [...new Set(all)].sort((a, b) => Number(a) - Number(b))
}

/** By which settings a purchase brings commission now; null where it brings none. */
export async function termsFor(read: Reader, customer: Customer, purchase: PurchaseRow): Promise<SettingsRow | null> {
  const { at } = purchase
  const { boundAt: from, untilAt: until, buyerSince, distributorId } = customer
  const settings = await settingsAt(read, at)
  if (settings === null || !customer.memberIds.includes(purchase.memberId)) return null
  const open = await wasActive(read, distributorId, at)
  if (!earns({ at, bound: { from, until }, open, buyerSince, knownBefore: customer.knownBefore })) return null
  if (!isEnough(purchase.paidFen, settings.body)) return null
  const isOut = settings.body.purchases === 'first' && (await firstPurchaseOf(read, customer)) !== purchase.id
  return isOut ? null : settings
}
