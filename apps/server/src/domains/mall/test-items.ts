import { randomUUID } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import { checks } from '#server/checks'
import { runChecks } from '#server/platform/selfcheck/check'
import type { OperatorClient } from '#test/people'
import type { World } from '#test/world'

export type Terms = Input<'mall.saveItem'>['terms']

/** Goods that every store hands over, for nobody in particular; a test says what is different about its own. */
export const goods = (change: Partial<Terms> = {}): Terms => ({
  kind: 'goods',
  name: `杯子${randomUUID().slice(0, 8)}`,
  about: ['好看的杯子。'],
  drawing: 'cup',
  pictureIds: [],
  categoryId: null,
  points: 100,
  priceFen: 0,
  costFen: 300,
  worthFen: 100,
  stockTotal: null,
  perMemberLimit: null,
  perMemberDayLimit: null,
  dailyQuota: null,
  minLevel: 1,
  saleFrom: null,
  saleUntil: null,
  offer: null,
  flags: [],
  sort: 100,
  templateId: null,
  cardId: null,
  eventAt: null,
  pickUp: { storeIds: [], days: 14 },
  delivery: null,
  ...change,
})

/** An item on sale, as an operator puts it there. Answers its id. */
export async function onSale(operator: OperatorClient, change: Partial<Terms> = {}): Promise<string> {
  const { item } = await operator.must('mall.saveItem', { id: null, terms: goods(change) })
  await operator.must('mall.putOnSale', { itemId: item.id })
  return item.id
}

/** What the ledger's and the mall's own questions find; nothing, when all is well. */
export async function troubles({ db, clock }: World) {
  const asked = checks.filter(({ promise }) => ['P1', 'P3', 'P6'].includes(promise))
  const found = await runChecks(db.manager, asked, clock.now())
  return found.filter(({ violations }) => violations.length > 0)
}
