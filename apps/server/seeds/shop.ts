import { createCode } from '#server/domains/channel/create-code'
import { Templates, TemplateStores, type TemplateRow } from '#server/domains/coupon/entities'
import { Gifts } from '#server/domains/joining/entities'
import { Brands, Stores } from '#server/domains/store/entities'
import type { Tx } from '#server/platform/db/tx'
import { createCheckInPlan, createTiers } from './defaults'
import { createMall } from './mall'

const ZONE = 'Asia/Shanghai'
const DAY_MS = 86_400_000

export type Shop = {
  stores: { wutong: string; riverside: string }
  templates: Record<
    'welcome' | 'autumn' | 'coffee' | 'flash' | 'streak' | 'freeCoffee' | 'mug' | 'bag' | 'bread',
    string
  >
}

const insertId = async (inserting: Promise<{ identifiers: { id?: unknown }[] }>) =>
  String((await inserting).identifiers[0]?.['id'])

async function createStores(tx: Tx) {
  const hours = { zone: ZONE, opensMinutes: 450, closesMinutes: 1320, closedAt: null }
  const wutong = await insertId(
    tx.insert(Stores, { name: '梧桐路店', address: '梧桐路 128 号', phone: '021-60001288', ...hours }),
  )
  const riverside = await insertId(
    tx.insert(Stores, { name: '滨江店', address: '滨江大道 66 号一层', phone: '021-60006688', ...hours }),
  )
  return { wutong, riverside }
}

export type Plan = Partial<TemplateRow> & Pick<TemplateRow, 'name' | 'kind'>

export const templateOf = (plan: Plan, now: Date): Omit<TemplateRow, 'id'> => ({
  thresholdFen: 0,
  offFen: null,
  payPermille: null,
  offMaxFen: null,
  itemName: null,
  itemSku: null,
  goodsName: null,
  categories: [],
  skus: [],
  tierMin: null,
  usesTotal: 1,
  stackGroup: null,
  state: 'active',
  terms: ['不找零、不兑现', '退款后券原样退回，有效期不变'],
  stockTotal: null,
  perMemberLimit: null,
  perMemberDayLimit: null,
  dayQuota: null,
  validDays: 14,
  validFromDays: 0,
  validFrom: null,
  validUntil: null,
  weekdays: [],
  hours: [],
  blackoutDays: [],
  claimable: false,
  codeOnly: false,
  scene: null,
  dropPlan: null,
  giftable: true,
  claimFrom: null,
  claimUntil: null,
  createdAt: now,
  endedAt: null,
  ...plan,
  stockLeft: plan.stockTotal ?? null,
})

const cash = (offFen: number, thresholdFen = 0) => ({ kind: 'cash_off' as const, offFen, thresholdFen })
const exchange = (itemName: string) => ({ kind: 'exchange' as const, itemName, validDays: 30 })

function templatePlans(now: Date): Record<keyof Shop['templates'], Plan> {
  const centre = { claimable: true, perMemberLimit: 1, claimUntil: new Date(now.getTime() + 30 * DAY_MS) }
  return {
    welcome: { name: '见面礼券', ...cash(800) },
    autumn: { name: '秋日满20减5', ...cash(500, 2000), stockTotal: 500, validDays: 7, ...centre },
    coffee: { name: '会员 8.5 折券', kind: 'percent_off', payPermille: 850, offMaxFen: 600, validDays: 3, ...centre },
    flash: { name: '晚间满30减12', ...cash(1200, 3000), stockTotal: 20, validDays: 1, ...centre },
    streak: { name: '满20减5券', ...cash(500, 2000), validDays: 7 },
    freeCoffee: { name: '热美式一杯', ...exchange('热美式（中杯）') },
    mug: { name: '回字纹马克杯', ...exchange('回字纹马克杯一只'), stockTotal: 18 },
    bag: { name: '帆布面包袋', ...exchange('帆布面包袋一个'), stockTotal: 42 },
    bread: { name: '海盐卷一个', ...exchange('海盐卷一个'), validDays: 7 },
  }
}

async function createTemplates(tx: Tx, now: Date, stores: Shop['stores']): Promise<Shop['templates']> {
  const made: [string, string][] = []
  for (const [name, plan] of Object.entries(templatePlans(now)))
    made.push([name, await insertId(tx.insert(Templates, templateOf(plan, now)))])
  const templates = Object.fromEntries(made) as Shop['templates']
  await tx.insert(TemplateStores, { templateId: templates.flash, storeId: stores.riverside })
  return templates
}

/** A brand as an owner would have set it up: what the demo shows and the tests work with. `since` is when its rules began. */
export async function createShop(tx: Tx, now: Date, since: Date = now): Promise<Shop> {
  await tx.insert(Brands, { id: 1, name: '禾木烘焙', tagline: '面包与咖啡', zone: ZONE, dayStartMinutes: 0 })
  const stores = await createStores(tx)
  await createTiers(tx)
  const templates = await createTemplates(tx, now, stores)
  await tx.insert(Gifts, { points: 50, pointsValidDays: 365, templateIds: [templates.welcome], activeFrom: since })
  await createMall(tx, { stores, templates }, now)
  await createCheckInPlan(tx, { since, now, zone: ZONE, streakTemplateId: templates.streak })
  for (const [storeId, kind, label] of [
    [stores.wutong, 'store', '收银台'],
    [stores.wutong, 'table', '靠窗 3 号桌'],
    [stores.wutong, 'material', '外带杯套'],
    [stores.riverside, 'store', '收银台'],
  ] as const)
    await createCode(tx, { storeId, kind, label }, since)
  return { stores, templates }
}
