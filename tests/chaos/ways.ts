import type { StepKind } from '@huitou/shared/journey/schema'
import { Coupons } from '../../apps/server/src/domains/coupon/entities'
import { Journeys, Outcomes, Runs, type OutcomeRow, type RunRow } from '../../apps/server/src/domains/journey/entities'
import { Messages } from '../../apps/server/src/domains/notify/entities'
import { Txns } from '../../apps/server/src/domains/points/entities'
import { Items } from '../../apps/server/src/domains/worklist/entities'
import { Events } from '../../apps/server/src/platform/events/entities'
import { factText } from '../../apps/server/src/platform/events/fact'
import type { Db } from './deployment'

const ours = (keys: readonly string[]) => keys.filter((key) => key.startsWith('journey:'))
const SHOWN = 3

/** Names of what must be there, and of what is: each once, no more and no less. */
function compared(what: string, wanted: readonly string[], had: readonly string[]): string[] {
  const [there, called] = [new Set(had), new Set(wanted)]
  const twice = had.length - there.size
  const missing = wanted.filter((one) => !there.has(one))
  const surplus = had.filter((one) => !called.has(one))
  if (twice + missing.length + surplus.length === 0) return []
  const some = (list: readonly string[]) => `${list.length} (${list.slice(0, SHOWN).join()})`
  return [`${what}: ${twice} twice, ${some(missing)} missing, ${some(surplus)} too many`]
}

/** Everybody entered each journey once and came to its end, over every step once. */
async function wrongWays({ manager }: Db, memberIds: readonly string[], came: readonly OutcomeRow[], runs: RunRow[]) {
  const journeys = await manager.find(Journeys)
  const steps = journeys[0]?.draft.steps ?? []
  const entering = journeys.flatMap(({ id }) => memberIds.map((memberId) => `${id}:${memberId}`))
  const entered = runs.map(({ journeyId, memberId }) => `${journeyId}:${memberId}`)
  const due = runs.flatMap(({ id }) => steps.map((_, step) => `${id}:${step}`))
  const taken = came.map(({ runId, step }) => `${runId}:${step}`)
  return [
    ...runs.filter(({ state }) => state !== 'done').map(({ id, state }) => `run ${id} is ${state}`),
    ...[...compared('entered', entering, entered), ...compared('steps', due, taken)],
    // Some came too late for the budget; nothing else may have stood in the way.
    ...compared('outcomes', ['done', 'journey_budget'], [...new Set(came.map(({ why }) => why ?? 'done'))]),
    ...journeys
      .filter((one) => one.pointsGiven > (one.pointsBudget ?? 0) || one.couponsGiven > (one.couponsBudget ?? 0))
      .map(({ id }) => `journey ${id} passed its budget`),
  ]
}

/** Everything that a step did is there once, and nothing that none did. */
async function wrongGifts({ manager }: Db, came: readonly OutcomeRow[]) {
  const did = (kind: StepKind) => came.filter((one) => one.kind === kind && one.why === null)
  const keys = (kind: StepKind) => did(kind).map(({ runId, step }) => `journey:${runId}:${step}`)
  const keyOf = ({ sourceKey }: { sourceKey: string }) => sourceKey
  const told = await manager.findBy(Events, { name: 'journey.message' })
  const saying = did('message').map(({ runId }) => runId)
  const said = told.map(({ data }) => factText(data, 'runId'))
  const causes = ours((await manager.find(Items)).map(({ cause }) => cause))
  const inbox = (await manager.findBy(Messages, { topic: 'journey.message' })).map(({ triggerKey }) => triggerKey)
  return [
    ...compared('points', keys('points'), ours((await manager.find(Txns)).map(keyOf))),
    ...compared('coupons', keys('coupon'), ours((await manager.find(Coupons)).map(keyOf))),
    ...compared('work', keys('work'), causes),
    ...compared('messages', saying, said),
    ...compared(
      'inbox',
      told.map(({ id }) => `event:${id}`),
      inbox,
    ),
  ]
}

/** What is not as it must be once every way has come to its end. */
export async function wrongOnTheWay(db: Db, memberIds: readonly string[]): Promise<string[]> {
  const [runs, came] = [await db.manager.find(Runs), await db.manager.find(Outcomes)]
  return [...(await wrongWays(db, memberIds, came, runs)), ...(await wrongGifts(db, came))]
}
