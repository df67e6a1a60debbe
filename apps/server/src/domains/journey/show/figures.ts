import type { Output } from '@huitou/shared/api'
import type { RunState, StepKind } from '@huitou/shared/journey/schema'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Journeys, JourneyVersions, Outcomes, Runs } from '../entities'

type Waiting = { version: string | number; step: string | number; n: string | number }
type Came = Waiting & { why: string | null }

const waitingOf = (read: Reader, journeyId: string) =>
  read
    .createQueryBuilder(Runs, 'run')
    .select(['run.version AS version', 'run.step AS step', 'COUNT(*) AS n'])
    .where("run.journeyId = :journeyId AND run.state = 'open'", { journeyId })
    .groupBy('run.version')
    .addGroupBy('run.step')
    .getRawMany<Waiting>()

const outcomesOf = (read: Reader, journeyId: string) =>
  read
    .createQueryBuilder(Outcomes, 'came')
    .select(['came.version AS version', 'came.step AS step', 'came.why AS why', 'COUNT(*) AS n'])
    .where('came.journeyId = :journeyId', { journeyId })
    .groupBy('came.version')
    .addGroupBy('came.step')
    .addGroupBy('came.why')
    .getRawMany<Came>()

/** How a journey goes, counted along its own rows. */
export async function figuresOf(read: Reader, journeyId: string): Promise<Output<'journey.figures'>> {
  const { pointsGiven, couponsGiven } = found(await read.findOne(Journeys, { where: { id: journeyId } }))
  const runs = await read
    .createQueryBuilder(Runs, 'run')
    .select(['run.state AS state', 'COUNT(*) AS n'])
    .where('run.journeyId = :journeyId', { journeyId })
    .groupBy('run.state')
    .getRawMany<{ state: RunState; n: string | number }>()
  const [waiting, came] = [await waitingOf(read, journeyId), await outcomesOf(read, journeyId)]
  const versions = await read.find(JourneyVersions, { where: { journeyId }, order: { version: 'ASC' } })
  const at = (version: number, step: number) => (one: Waiting) =>
    Number(one.version) === version && Number(one.step) === step
  const sum = (rows: readonly Waiting[]) => rows.reduce((all, { n }) => all + Number(n), 0)
  const stepOf = (version: number, kind: StepKind, step: number) => {
    const here = came.filter(at(version, step))
    return {
      ...{ version, step, kind, waiting: sum(waiting.filter(at(version, step))) },
      done: sum(here.filter(({ why }) => why === null)),
      refused: here.flatMap(({ why, n }) => (why === null ? [] : [{ why, count: Number(n) }])),
    }
  }
  return {
    runs: runs.map(({ state, n }) => ({ state, count: Number(n) })),
    ...{ points: pointsGiven, coupons: couponsGiven },
    steps: versions.flatMap(({ version, body }) => body.steps.map(({ kind }, step) => stepOf(version, kind, step))),
  }
}
