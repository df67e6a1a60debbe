import type { Input } from '@huitou/shared/api'
import { addDays, type Day } from '@huitou/shared/kit/day'
import { today } from '#server/domains/store/queries'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { PlanVersions, type VersionRow } from '../entities'
import { findingsOf } from './findings'

type Publish = Input<'checkin.publishPlan'> & { author: string; now: Date }

/** When it begins: tomorrow at the earliest, since today was shown; a campaign with its first day. */
function startDay({ body }: VersionRow, wanted: Day | undefined, day: Day, latest: Day): Day {
  const tomorrow = addDays(day, 1)
  const campaign = body.cycle.kind === 'campaign' ? body.cycle.from : 0
  const activeOn = wanted ?? Math.max(tomorrow, latest, campaign)
  if (activeOn < tomorrow || activeOn < latest) throw new Refused('rules_too_early')
  return activeOn
}

/** Publishes a draft, once. Answers its id. */
export async function publishPlan(tx: Tx, { id, activeOn, author, now }: Publish): Promise<string> {
  const draft = found(await tx.findOne(PlanVersions, { where: { id }, ...forUpdate(tx) }))
  if (draft.state !== 'draft') throw new Refused('already_done')
  const { day } = await today(tx, now)
  const errors = (await findingsOf(tx, draft, day)).filter((finding) => finding.severity === 'error')
  if (errors.length > 0) throw new Refused('rules_faulty', { facts: { findings: errors.map((one) => one.words) } })
  const line = draft.line ?? draft.id
  const newest = await tx.findOne(PlanVersions, { where: { line, state: 'published' }, order: { version: 'DESC' } })
  const from = startDay(draft, activeOn, day, newest?.activeOn ?? 0)
  const endsOn = draft.body.cycle.kind === 'campaign' ? draft.body.cycle.until : null
  const version = (newest?.version ?? 0) + 1
  const published = { line, version, state: 'published' as const, activeOn: from, endsOn, author, publishedAt: now }
  try {
    await tx.update(PlanVersions, { id }, published)
  } catch (error) {
    // Somebody else published a version of the same plan in this moment.
    if (isDuplicate(error)) throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    throw error
  }
  await announce(tx, 'checkin.planPublished', { versionId: id, line, version, activeOn: from }, now)
  return id
}

/** Ends a plan with a day that is not over yet; what was to come of it does not come. Answers the id of its last version. */
export async function endPlan(tx: Tx, { line, lastDay }: Input<'checkin.endPlan'>, now: Date): Promise<string> {
  const { day } = await today(tx, now)
  const until = lastDay ?? day
  if (until < day) throw new Refused('rules_too_early')
  const versions = await tx.find(PlanVersions, {
    where: { line, state: 'published' },
    order: { activeOn: 'DESC', id: 'DESC' },
    ...forUpdate(tx),
  })
  const last = found(versions.find((version) => (version.activeOn ?? 0) <= until))
  for (const version of versions)
    if (version === last || (version.activeOn ?? 0) > until)
      await tx.update(PlanVersions, { id: version.id }, { endsOn: Math.min(until, version.endsOn ?? until) })
  await announce(tx, 'checkin.planEnded', { versionId: last.id, line, lastDay: until }, now)
  return last.id
}
