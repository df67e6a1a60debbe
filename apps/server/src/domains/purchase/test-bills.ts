import type { Basket } from '@huitou/shared/purchase/bill-contract'
import { defaultRules, publishRules } from '#seeds/earning-rules'
import { Coupons, Templates, type TemplateRow } from '#server/domains/coupon/entities'
import { issueCoupon } from '#server/domains/coupon/issue'
import { Accounts } from '#server/domains/points/entities'
import { Programmes } from '#server/domains/tier/entities'
import { inTransaction, type Tx } from '#server/platform/db/tx'
import type { MemberClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { agreeBill, declineBill } from './bill/answer'
import { cancelBill } from './bill/cancel'
import { confirmBill } from './bill/confirm'
import { openBill, type Opening } from './bill/open'
import { presentBill } from './bill/present'
import { quoteFor } from './bill/quote'
import { Purchases } from './entities'

const DAY_MS = 86_400_000

export const CROISSANT = { sku: 'A1', name: '海盐可颂', category: '面包', quantity: 2, amountFen: 2600 }
export const AMERICANO = { sku: 'B1', name: '热美式', category: '饮品', quantity: 1, amountFen: 1800 }
export const BASKET: Basket = { lines: [CROISSANT, AMERICANO] }

/** Everybody pays 9.5 折: the tiers as they are in force, with that. */
async function discountAll(world: World, discountPermille: number) {
  const [programme] = await world.db.manager.find(Programmes, { order: { id: 'DESC' }, take: 1 })
  if (!programme) throw new Error('no tiers')
  const tiers = programme.body.tiers.map((tier) => ({ ...tier, benefits: { ...tier.benefits, discountPermille } }))
  await world.db.manager.update(Programmes, { id: programme.id }, { body: { ...programme.body, tiers } })
}

/** A world in which purchases earn a point a yuan and members pay 9.5 折. */
export async function startBillWorld(): Promise<World> {
  const world = await startWorld()
  const since = new Date(world.clock.now().getTime() - 300 * DAY_MS)
  const rules = { ...defaultRules(), memberDays: {}, caps: {} }
  await inTransaction(world.db, (tx) => publishRules(tx, { rules, activeFrom: since }, since))
  await discountAll(world, 950)
  return world
}

let issued = 0

/** What a clerk, a member and the ledger do with bills, straight on the verbs. */
export function createBillHands(world: World) {
  const now = () => world.clock.now()
  const unit = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(world.db, work)

  /** A coupon of a kind of its own, in the member's hands. */
  async function coupon(person: MemberClient, plan: Partial<TemplateRow> = {}): Promise<string> {
    const { id: _, ...base } = await world.db.manager.findOneByOrFail(Templates, { id: world.shop.templates.streak })
    return unit(async (tx) => {
      const row = { ...base, stackGroup: 1 as const, perMemberLimit: null, stockTotal: 100, stockLeft: 100, ...plan }
      const { identifiers } = await tx.insert(Templates, row)
      const template = await tx.findOneByOrFail(Templates, { id: String(identifiers[0]?.['id']) })
      issued += 1
      const sourceKey = `test-bill:${issued}`
      return (await issueCoupon(tx, { memberId: person.memberId, template, source: 'mall', sourceKey, now: now() })).id
    })
  }

  /** A member with so many points, and no coupon. */
  async function rich(points = 2000): Promise<MemberClient> {
    const person = await world.member()
    await world.setBalance(person, points)
    await world.db.manager.update(Coupons, { memberId: person.memberId }, { state: 'void' })
    return person
  }

  const asking = (person: MemberClient, more: Partial<Opening> = {}): Opening => ({
    ...{ memberId: person.memberId, storeId: world.shop.stores.wutong, basket: BASKET, now: now() },
    ...{ staffId: '1', visitId: null, mustAgree: false },
    ...more,
  })

  async function balances(person: MemberClient) {
    const rows = await world.db.manager.find(Accounts, { where: { memberId: person.memberId } })
    const of = (name: string) => rows.filter((row) => row.unit === name).map((row) => row.available - row.debt)[0] ?? 0
    return { points: of('points'), growth: of('growth') }
  }

  return {
    unit,
    rich,
    coupon,
    balances,
    quote: (person: MemberClient, more: Partial<Opening> = {}) => quoteFor(world.db.manager, asking(person, more)),
    open: (person: MemberClient, more: Partial<Opening> = {}) => unit((tx) => openBill(tx, asking(person, more))),
    card: (billId: string) => presentBill(world.db.manager, billId, now()),
    confirm: (billId: string, by = 'staff:1') => unit((tx) => confirmBill(tx, { billId, by, now: now() })),
    cancel: (billId: string) => unit((tx) => cancelBill(tx, { billId, now: now() })),
    agree: (person: MemberClient, billId: string) =>
      unit((tx) => agreeBill(tx, { billId, memberId: person.memberId, now: now() })),
    decline: (person: MemberClient, billId: string) =>
      unit((tx) => declineBill(tx, { billId, memberId: person.memberId, now: now() })),
    couponState: async (id: string) => (await world.db.manager.findOneByOrFail(Coupons, { id })).state,
    purchasesOf: (person: MemberClient) => world.db.manager.countBy(Purchases, { memberId: person.memberId }),
  }
}

/** The refusal of what must be refused. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
  return 'ok'
}
