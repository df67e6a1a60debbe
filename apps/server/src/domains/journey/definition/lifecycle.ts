import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import { PRESETS } from '@huitou/shared/journey/presets'
import { journeyFaults, journeyFaultWords } from '@huitou/shared/journey/rules'
import type { JourneyBody } from '@huitou/shared/journey/schema'
import { Templates } from '#server/domains/coupon/entities'
import { openStores, today } from '#server/domains/store/queries'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Journeys, JourneyVersions, type JourneyRow } from '../entities'
import { silentFrom, stoppedBetween } from '../scan'

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Journeys, { where: { id }, ...forUpdate(tx) }))

const isOver = ({ state }: JourneyRow) => state === 'stopping' || state === 'ended'

const FRESH: Omit<JourneyRow, 'id' | 'draft'> = {
  ...{ state: 'draft', version: 0, triggerKind: null, publishedAt: null, endedAt: null, pointsBudget: null },
  ...{ couponsBudget: null, pointsGiven: 0, couponsGiven: 0, dayCap: null, capDay: 0, capCount: 0 },
  ...{ scanAt: null, scanDay: null, scanId: '0' },
}

/** Writes a draft, or what is to come of one that is on. Refuses journey_ended. Answers its id. */
export async function saveJourney(tx: Tx, { id, body }: Input<'journey.save'>): Promise<string> {
  if (id === null) return String((await tx.insert(Journeys, { ...FRESH, draft: body })).identifiers[0]?.['id'])
  if (isOver(await lock(tx, id))) throw new Refused('journey_ended')
  await tx.update(Journeys, { id }, { draft: body })
  return id
}

/** Takes a preset as a draft. Answers its id. */
export const takePreset = (tx: Tx, key: string): Promise<string> =>
  saveJourney(tx, { id: null, body: found(PRESETS.find((one) => one.key === key)).body })

/** What stands in the way of putting it on, in words. */
export async function faultsOf(read: Reader, body: JourneyBody, now: Date): Promise<string[]> {
  const ids = body.steps.flatMap((step) =>
    step.kind === 'coupon' && step.templateId !== null ? [step.templateId] : [],
  )
  const templates = ids.length === 0 ? [] : await read.find(Templates, { where: { id: In(ids) } })
  const given = new Set(templates.filter((one) => judgeIssue(one, now).ok).map(({ id }) => id))
  const open = new Set((await openStores(read)).map(({ id }) => id))
  return journeyFaults(body, { given, open }).map(journeyFaultWords)
}

/** Where time is walked from: a new trigger begins anew, the same one goes on where it was. */
async function scanOf(tx: Tx, before: JourneyBody | null, { trigger }: JourneyBody, now: Date) {
  if (before && JSON.stringify(before.trigger) === JSON.stringify(trigger)) return {}
  const { day } = await today(tx, now)
  const scanDay = trigger.kind === 'birthday' ? day : null
  return {
    scanAt: trigger.kind === 'silent' ? silentFrom(trigger, now) : null,
    scanDay: trigger.kind === 'silent_checkin' ? stoppedBetween(trigger, day).from : scanDay,
    scanId: '0',
  }
}

/** Days on which it was paused are not its concern: nobody is wished a birthday that was weeks ago. */
async function resumed(tx: Tx, { state, triggerKind, scanDay }: JourneyRow, now: Date) {
  if (state !== 'paused' || triggerKind !== 'birthday' || scanDay === null) return {}
  const { day } = await today(tx, now)
  return scanDay < day ? { scanDay: day, scanId: '0' } : {}
}

/** Never below what was given already. */
const budgetOf = (budget: number | null, given: number) =>
  budget === null && given === 0 ? null : Math.max(budget ?? 0, given)

async function newVersion(tx: Tx, row: JourneyRow, author: string, now: Date) {
  const { id: journeyId, draft: body, version: last } = row
  const before = last === 0 ? null : (await tx.findOneByOrFail(JourneyVersions, { journeyId, version: last })).body
  if (before && JSON.stringify(before) === JSON.stringify(body)) return {}
  const version = last + 1
  await tx.insert(JourneyVersions, { journeyId, version, body, at: now, author })
  return {
    ...{ version, triggerKind: body.trigger.kind, dayCap: body.dayCap },
    pointsBudget: budgetOf(body.pointsBudget, row.pointsGiven),
    couponsBudget: budgetOf(body.couponsBudget, row.couponsGiven),
    ...(await scanOf(tx, before, body, now)),
  }
}

/** Puts on what is saved. What has not changed since it was paused is the same version. Refuses journey_not_ready with the faults. Answers its id. */
export async function putOn(tx: Tx, id: string, author: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  if (isOver(row)) throw new Refused('journey_ended')
  const faults = await faultsOf(tx, row.draft, now)
  if (faults.length > 0) throw new Refused('journey_not_ready', { facts: { faults } })
  const changes = { ...(await resumed(tx, row, now)), ...(await newVersion(tx, row, author, now)) }
  if (row.state === 'on' && Object.keys(changes).length === 0) throw new Refused('already_done')
  const publishedAt = row.state === 'on' ? row.publishedAt : now
  await tx.update(Journeys, { id }, { ...changes, state: 'on', publishedAt })
  return id
}

/** Holds everything still. Answers its id. */
export async function pauseJourney(tx: Tx, id: string): Promise<string> {
  const row = await lock(tx, id)
  if (isOver(row)) throw new Refused('journey_ended')
  if (row.state === 'paused') throw new Refused('already_done')
  if (row.state === 'draft') throw new Refused('not_found')
  await tx.update(Journeys, { id }, { state: 'paused' })
  return id
}

/** The switch: from this commit on nobody enters or moves; who is on their way is taken out in the background. Answers its id. */
export async function stopJourney(tx: Tx, id: string): Promise<string> {
  if (isOver(await lock(tx, id))) throw new Refused('already_done')
  await tx.update(Journeys, { id }, { state: 'stopping' })
  return id
}
