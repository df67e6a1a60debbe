import type { JourneyBody, Step } from '@huitou/shared/journey/schema'
import { putOn, saveJourney } from '../../apps/server/src/domains/journey/definition/lifecycle'
import { Outcomes, Runs } from '../../apps/server/src/domains/journey/entities'
import { inTransaction } from '../../apps/server/src/platform/db/tx'
import { Events } from '../../apps/server/src/platform/events/entities'
import { Jobs } from '../../apps/server/src/platform/jobs/entities'
import type { Db, Deployment } from './deployment'

const POINTS = 7
/** Less than all who come would get. */
const POINTS_BUDGET = POINTS * 25
const COUPONS_BUDGET = 20
const TRIGGERS = ['joined', 'first_purchase', 'purchase'] as const

const wait: Step = { kind: 'wait', minutes: 1 }
const say: Step = { kind: 'message', title: '欢迎', words: '来坐坐', page: null }
const ask: Step = { kind: 'work', title: '问候一声', text: '最近好吗', withinHours: 24 }

const coming: Step[] = [wait, say, ask, wait, { kind: 'points', points: 1 }]

/** Does everything that a journey can do, with waits in between. */
const bodyOf = (kind: (typeof TRIGGERS)[number], templateId: string): JourneyBody => ({
  ...{ name: '一路关怀', trigger: { kind }, condition: { of: 'all', tests: [] }, againDays: 30, dayCap: null },
  ...{ pointsBudget: POINTS_BUDGET, couponsBudget: COUPONS_BUDGET },
  steps: [{ kind: 'points', points: POINTS }, { kind: 'coupon', templateId }, ...coming],
})

/** Journeys that everybody enters. */
export const putJourneysOn = ({ look, shop }: Deployment) =>
  look((db) =>
    inTransaction(db, async (tx) => {
      for (const kind of TRIGGERS) {
        const id = await saveJourney(tx, { id: null, body: bodyOf(kind, shop.templates.bread) })
        await putOn(tx, id, 'operator:1', new Date())
      }
    }),
  )

export const stepsDone = ({ manager }: Db) => manager.count(Outcomes)

/** A minute goes by for what is kept: waits are over, and so are the leases of processes that died. */
export const minutePasses = ({ look }: Deployment) =>
  look(async ({ manager }) => {
    const now = new Date()
    await manager.updateAll(Jobs, { leaseUntil: null, leaseBy: null, dueAt: now })
    await manager.createQueryBuilder().update(Events).set({ nextAt: now }).where('nextAt IS NOT NULL').execute()
    await manager.update(Runs, { state: 'open' }, { dueAt: now })
  })
