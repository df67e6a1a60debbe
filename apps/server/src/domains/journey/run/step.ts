import { In, IsNull, LessThanOrEqual } from 'typeorm'
import { isWait, judgeCondition, waitEndsAt } from '@huitou/shared/journey/rules'
import type { JourneyBody, RunState, Step } from '@huitou/shared/journey/schema'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { brandOf } from '#server/domains/store/queries'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { nextHourIn } from '../clock'
import { Journeys, Outcomes, Runs, type OutcomeRow, type RunRow } from '../entities'
import { factsOf } from '../facts'
import { act } from './act'
import { bodyOf } from './enter'

const SLICE = 100
const JOURNEYS_MAX = 200
/** A fault of ours is tried again after this, and holds up nobody meanwhile. */
const RETRY_MS = 10 * 60_000

/** Ends a run. */
const endRun = (tx: Tx, id: string, state: RunState, now: Date) =>
  tx.update(Runs, { id, state: 'open' }, { state, dueAt: null, endedAt: now })

type Due = { run: RunRow; member: MemberRow; body: JourneyBody; dueAt: Date }

/** A run that is due and may move, with its member locked first; null when another was here, or its journey holds still. */
async function lockDue(tx: Tx, { id, memberId }: Pick<RunRow, 'id' | 'memberId'>, now: Date): Promise<Due | null> {
  const member = await tx.findOne(Members, { where: { id: memberId, leftAt: IsNull() }, ...forUpdate(tx) })
  const run = await tx.findOne(Runs, { where: { id }, ...forUpdate(tx) })
  if (run?.state !== 'open' || run.memberId !== memberId || run.dueAt === null || run.dueAt > now) return null
  if (!member) {
    await endRun(tx, id, 'left', now)
    return null
  }
  const journey = await tx.findOneByOrFail(Journeys, { id: run.journeyId })
  if (journey.state !== 'on') return null
  return { run, member, body: await bodyOf(tx, run.journeyId, run.version), dueAt: run.dueAt }
}

type Wrote = Pick<OutcomeRow, 'why' | 'points' | 'txnId' | 'couponId'>
const NOTHING: Wrote = { why: null, points: 0, txnId: null, couponId: null }

/** The pointer moves with what the step did: a step that was done is never due again. Waits count from when this one was due. */
async function moveOn(tx: Tx, { run, body, dueAt }: Due, step: Step, wrote: Wrote, now: Date) {
  const { id: runId, journeyId, version } = run
  await tx.insert(Outcomes, { ...wrote, runId, step: run.step, journeyId, version, kind: step.kind, at: now })
  const next = run.step + 1
  if (next >= body.steps.length) {
    await tx.update(Runs, { id: runId }, { step: next, state: 'done', dueAt: null, since: now, endedAt: now })
    return
  }
  const from = isWait(step) ? waitEndsAt(step, dueAt, nextHourIn(await brandOf(tx))) : dueAt
  await tx.update(Runs, { id: runId }, { step: next, dueAt: from, since: now })
}

async function take(tx: Tx, due: Due, step: Step, now: Date) {
  const { run, member, body } = due
  if (step.kind === 'check' && !judgeCondition(step.condition, await factsOf(tx, member, now)).ok) {
    await tx.insert(Outcomes, {
      ...{ ...NOTHING, why: 'unmet', runId: run.id, step: run.step, journeyId: run.journeyId },
      ...{ version: run.version, kind: step.kind, at: now },
    })
    await endRun(tx, run.id, 'unmet', now)
    return
  }
  await moveOn(tx, due, step, { why: null, ...(await act(tx, step, { run, name: body.name, now })) }, now)
}

type Which = Pick<RunRow, 'id' | 'memberId'>

async function stepOnce(tx: Tx, which: Which, now: Date, refusedAs: string | null) {
  const due = await lockDue(tx, which, now)
  const step = due?.body.steps[due.run.step]
  if (!due || !step) return
  if (refusedAs === null) await take(tx, due, step, now)
  else await moveOn(tx, due, step, { ...NOTHING, why: refusedAs }, now)
}

/**
 * One step of one run, in one transaction: what it does, what came of it and where the run stands now are written together. What is refused
 * (sold out, budget used up) is undone as a whole, noted with its reason, and the run goes on.
 */
export async function stepRun(db: Platform['db'], which: Which, now: Date) {
  try {
    await inTransaction(db, (tx) => stepOnce(tx, which, now, null))
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'busy') throw error
    const { code } = error
    await inTransaction(db, (tx) => stepOnce(tx, which, now, code))
  }
}

/** The runs that are due, journey by journey along (journey, due): those of a paused one are in nobody's way. True when more may be waiting. */
export async function stepDue(platform: Pick<Platform, 'db' | 'log'>, now: Date): Promise<boolean> {
  const { db, log } = platform
  const on = await db.manager.find(Journeys, { select: { id: true }, where: { state: 'on' }, take: JOURNEYS_MAX })
  let moved = 0
  for (const { id: journeyId } of on) {
    const due = await db.manager.find(Runs, {
      select: { id: true, memberId: true },
      where: { journeyId, dueAt: LessThanOrEqual(now) },
      order: { dueAt: 'ASC' },
      take: SLICE,
    })
    for (const which of due)
      try {
        await stepRun(db, which, now)
        moved += 1
      } catch (error) {
        log.error({ err: error, job: 'journey.step', run: which.id }, 'one of several could not be done')
        const later = new Date(now.getTime() + RETRY_MS)
        await inTransaction(db, (tx) => tx.update(Runs, { id: which.id, state: 'open' }, { dueAt: later }))
      }
  }
  return moved > 0
}

/** Takes everybody out of journeys that are being stopped. True when more may be waiting. */
export async function stopSlice(platform: Pick<Platform, 'db' | 'log'>, now: Date): Promise<boolean> {
  const stopping = await platform.db.manager.find(Journeys, { where: { state: 'stopping' }, take: JOURNEYS_MAX })
  const done = await eachAlone(platform, stopping, 'journey.stop', async (tx, { id: journeyId }) => {
    const where = { journeyId, state: 'open' } as const
    const open = await tx.find(Runs, { select: { id: true }, where, order: { id: 'ASC' }, take: SLICE * 5 })
    const ids = In(open.map(({ id }) => id))
    if (open.length > 0)
      await tx.update(Runs, { id: ids, state: 'open' }, { state: 'stopped', dueAt: null, endedAt: now })
    else await tx.update(Journeys, { id: journeyId, state: 'stopping' }, { state: 'ended', endedAt: now })
  })
  return done > 0
}
