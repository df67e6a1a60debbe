import type { TemplateBody } from '@huitou/shared/coupon/template-schema'
import { checks } from '#server/checks'
import { runChecks } from '#server/platform/selfcheck/check'
import type { OperatorClient } from '#test/people'
import type { World } from '#test/world'

/** A coupon for tests: five yuan off, in the centre, for two weeks. */
export const bodyWith = (change: Partial<TemplateBody> = {}): TemplateBody => ({
  name: '满减券',
  kind: 'cash_off',
  thresholdFen: 0,
  offFen: 500,
  payPermille: null,
  offMaxFen: null,
  itemName: null,
  itemSku: null,
  usesTotal: 1,
  storeIds: [],
  categories: [],
  skus: [],
  goodsName: null,
  tierMin: null,
  stackGroup: null,
  validDays: 14,
  validFromDays: 0,
  validFrom: null,
  validUntil: null,
  weekdays: [],
  hours: [],
  blackoutDays: [],
  stockTotal: null,
  perMemberLimit: null,
  perMemberDayLimit: null,
  dayQuota: null,
  channel: 'centre',
  claimFrom: null,
  claimUntil: null,
  drop: null,
  notes: [],
  ...change,
})

/** A template that members can take, made as an operator makes it. */
export async function openTemplate(operator: OperatorClient, change: Partial<TemplateBody> = {}) {
  const { template } = await operator.must('coupon.saveTemplate', { id: null, template: bodyWith(change) })
  return (await operator.must('coupon.activate', { id: template.id })).template
}

/** The promises that are broken, by name. */
export const brokenPromises = async (world: World) =>
  (await runChecks(world.db.manager, checks, world.clock.now()))
    .filter(({ violations }) => violations.length > 0)
    .map(({ name, violations }) => `${name}: ${JSON.stringify(violations.slice(0, 3))}`)
