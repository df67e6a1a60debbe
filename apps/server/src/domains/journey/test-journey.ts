import type { JourneyBody, Step } from '@huitou/shared/journey/schema'
import type { MemberClient, OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { taskHands } from '../task/test-task'
import { Journeys, Outcomes, Runs } from './entities'
import { stepDue, stopSlice } from './run/step'
import { scanDue } from './scan'

export const wait = (minutes: number): Step => ({ kind: 'wait', minutes })
export const points = (n: number): Step => ({ kind: 'points', points: n })
export const say: Step = { kind: 'message', title: '好久不见', words: '来坐坐', page: 'pages/home/index' }

/** Journeys for tests: set up by an operator, walked by the jobs; members do things through the doors of the other rooms. */
export function journeyHands(world: World) {
  const { buy, refund, heard, template, tell } = taskHands(world)
  const now = () => world.clock.now()

  const body = (change: Partial<JourneyBody> = {}): JourneyBody => ({
    ...{ name: '购后关怀', trigger: { kind: 'purchase' }, condition: { of: 'all', tests: [] }, steps: [points(10)] },
    ...{ againDays: 1, dayCap: null, pointsBudget: 1000, couponsBudget: null },
    ...change,
  })

  const draft = async (operator: OperatorClient, change: Partial<JourneyBody> = {}) =>
    (await operator.must('journey.save', { id: null, body: body(change) })).journey.id

  async function journey(operator: OperatorClient, change: Partial<JourneyBody> = {}) {
    const journeyId = await draft(operator, change)
    await operator.must('journey.putOn', { journeyId })
    return journeyId
  }

  const through = async (slice: () => Promise<boolean>) => {
    while (await slice());
  }
  const walk = () => through(() => stepDue(world.platform, now()))
  const scan = () => through(() => scanDue(world.platform, now()))
  const stopAll = () => through(() => stopSlice(world.platform, now()))

  const runs = (journeyId: string) => world.db.manager.find(Runs, { where: { journeyId }, order: { id: 'ASC' } })
  const runsOf = ({ memberId }: Pick<MemberClient, 'memberId'>, journeyId: string) =>
    world.db.manager.find(Runs, { where: { journeyId, memberId }, order: { id: 'ASC' } })
  const outcomes = (journeyId: string) =>
    world.db.manager.find(Outcomes, { where: { journeyId }, order: { runId: 'ASC', step: 'ASC' } })
  const row = (id: string) => world.db.manager.findOneByOrFail(Journeys, { id })

  /** Somebody who has bought, and of whom all journeys have heard. */
  async function buyer() {
    const person = await world.member()
    const purchaseId = await buy(person)
    await heard()
    return { person, purchaseId }
  }

  return {
    ...{ body, draft, journey, walk, scan, stopAll, runs, runsOf, outcomes, row, buyer },
    ...{ buy, refund, heard, template, tell, now },
  }
}
