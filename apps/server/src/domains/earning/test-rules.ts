import { randomUUID } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import type { Effect, RuleBody, RuleSet } from '@huitou/shared/earning/rules'
import { publishRules } from '#seeds/earning-rules'
import { inTransaction } from '#server/platform/db/tx'
import type { MemberClient, OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { award } from './award'
import type { Award } from './decide/keep'

export const perYuan: Effect = { kind: 'perAmount', unit: 'points', everyFen: 100, give: 1 }
export const fixed = (give: number): Effect => ({ kind: 'fixed', unit: 'points', give })
export const times = (permille: number): Effect => ({ kind: 'multiply', unit: 'points', permille })

export const rule = (key: string, effects: Effect[], more: Partial<RuleBody> = {}): RuleBody => ({
  ...{ key, title: `规则 ${key}`, on: 'purchase', effects },
  ...more,
})

export const campaignNow = (world: World, more: object = {}) => ({
  ...{
    key: 'nov',
    name: '双十一',
    organiser: '禾木烘焙',
    contact: '021-60001288',
    conditions: '到店消费',
    limits: '先到先得',
  },
  from: new Date(world.clock.now().getTime() - 86_400_000).toISOString(),
  until: new Date(world.clock.now().getTime() + 30 * 86_400_000).toISOString(),
  ...more,
})

/** What a test of this room does again and again. */
export const rulesFor = (world: World, op: () => OperatorClient) => ({
  /** Puts rules in force as of now, without any check. */
  inForce: (rules: RuleSet) =>
    inTransaction(world.db, (tx) => publishRules(tx, { rules, activeFrom: world.clock.now() }, world.clock.now())),

  draft: async (rules: RuleSet, name = '草稿') => (await op().must('earning.saveDraft', { name, ...rules })).version,

  /** An award as a room would ask for it. */
  awarded: (person: MemberClient, more: Partial<Award> = {}) =>
    inTransaction(world.db, (tx) =>
      award(tx, {
        ...{ memberId: person.memberId, event: 'task', subjectKey: `test:${randomUUID()}`, facts: {} },
        ...{ benefit: { pointsPermille: 1000 }, now: world.clock.now() },
        ...more,
      }),
    ),

  sale: (person: MemberClient, more: Partial<Input<'purchase.record'>> = {}) =>
    op().must('purchase.record', {
      ...{ memberId: person.memberId, storeId: world.shop.stores.wutong, receiptNo: randomUUID() },
      ...(more.lines ? {} : { paidFen: 1000 }),
      ...more,
    }),
})
