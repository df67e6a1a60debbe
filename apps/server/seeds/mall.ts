import { ItemCategories, Items, ItemStores, type ItemRow } from '#server/domains/mall/entities'
import type { Tx } from '#server/platform/db/tx'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const ZONE_MS = 8 * HOUR_MS
const SATURDAY = 6

type Plan = Partial<ItemRow> & Pick<ItemRow, 'name' | 'points' | 'picture' | 'kind'>

export const itemOf = (plan: Plan, sort: number): Omit<ItemRow, 'id'> => ({
  state: 'on_sale',
  about: [],
  pictureIds: [],
  categoryId: null,
  priceFen: 0,
  costFen: null,
  worthFen: null,
  stockTotal: null,
  stockLeft: plan.stockTotal ?? null,
  perMemberLimit: null,
  perMemberDayLimit: null,
  dailyQuota: null,
  minLevel: 1,
  saleFrom: null,
  saleUntil: null,
  offerPoints: null,
  offerFrom: null,
  offerUntil: null,
  hot: false,
  fresh: false,
  templateId: null,
  cardId: null,
  eventAt: null,
  categoryConfirmed: false,
  pickUpDays: null,
  shippingPoints: null,
  savedAt: null,
  endedAt: null,
  sort,
  ...plan,
})

const insertId = async (inserting: Promise<{ identifiers: { id?: unknown }[] }>) =>
  String((await inserting).identifiers[0]?.['id'])

type Ids = {
  stores: { wutong: string; riverside: string }
  templates: Record<'freeCoffee' | 'mug' | 'bag' | 'bread', string>
}

/** Two in the afternoon, by the shop's clocks, of the next Saturday that is not today. */
function saturdayAfter(now: Date): Date {
  const local = new Date(now.getTime() + ZONE_MS)
  const days = (SATURDAY - local.getUTCDay() + 7) % 7 || 7
  const midnight = Math.floor(local.getTime() / DAY_MS) * DAY_MS
  return new Date(midnight + days * DAY_MS + 14 * HOUR_MS - ZONE_MS)
}

/** Coupons as the shop began with, and what it hands over, sends and invites to since. */
function plans({ templates }: Ids, categories: { eat: string; use: string; come: string }, now: Date): Plan[] {
  const coupon = (templateId: string, categoryId: string) => ({ kind: 'coupon' as const, templateId, categoryId })
  return [
    { name: '海盐卷一个', points: 60, picture: 'bread', ...coupon(templates.bread, categories.eat) },
    {
      ...{ name: '热美式一杯', points: 500, picture: 'coffee', ...coupon(templates.freeCoffee, categories.eat) },
      ...{ perMemberLimit: 4, hot: true },
    },
    { name: '帆布面包袋', points: 800, picture: 'bag', ...coupon(templates.bag, categories.use) },
    {
      ...{ name: '回字纹马克杯', points: 1200, picture: 'cup', ...coupon(templates.mug, categories.use) },
      perMemberLimit: 2,
    },
    {
      ...{ kind: 'goods', name: '回字纹随行杯', points: 1600, picture: 'cup', categoryId: categories.use },
      ...{ about: ['陶土色，450ml，双层不烫手。', '到店取，杯盖在收银台试。'], worthFen: 1800, costFen: 900 },
      ...{ stockTotal: 30, perMemberLimit: 2, pickUpDays: 14, shippingPoints: 200, fresh: true },
      ...{ offerPoints: 1200, offerFrom: now, offerUntil: new Date(now.getTime() + 3 * DAY_MS) },
    },
    {
      ...{ kind: 'service', name: '生日蛋糕写字', points: 200, picture: 'cake', categoryId: categories.come },
      ...{ about: ['买蛋糕时出示，师傅写一句你想说的话，20 字以内。'], pickUpDays: 30, costFen: 0 },
    },
    {
      ...{ kind: 'event', name: '周末面包课', points: 900, picture: 'bread', categoryId: categories.come },
      ...{ about: ['两小时，从和面到出炉，带走自己烤的一条吐司。'], stockTotal: 8, perMemberLimit: 1 },
      ...{ pickUpDays: 1, eventAt: saturdayAfter(now), costFen: 3000 },
    },
  ]
}

/** What points can be exchanged for. The class is held in one store. */
export async function createMall(tx: Tx, ids: Ids, now: Date) {
  const category = (name: string, sort: number) => insertId(tx.insert(ItemCategories, { name, sort }))
  const categories = {
    eat: await category('吃的喝的', 0),
    use: await category('带回家', 1),
    come: await category('到店体验', 2),
  }
  for (const [index, plan] of plans(ids, categories, now).entries()) {
    const itemId = await insertId(tx.insert(Items, itemOf(plan, index + 1)))
    if (plan.kind === 'event') await tx.insert(ItemStores, { itemId, storeId: ids.stores.wutong })
  }
}
