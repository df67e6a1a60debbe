import type { Output } from '@huitou/shared/api'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { PlanVersions, type VersionRow } from '../entities'
import { versionsOn } from '../in-force'
import { findingsOf, publishedVersions } from './findings'

const DRAFTS_MAX = 20

type Shown = Output<'checkin.publishPlan'>['version']

const present = (row: VersionRow): Shown => ({
  id: row.id,
  line: row.line,
  name: row.name,
  version: row.version,
  state: row.state,
  audience: row.audience === 'tier' ? { kind: 'tier', levels: row.levels } : { kind: 'everyone' },
  activeOn: row.activeOn,
  endsOn: row.endsOn,
  note: row.note,
  savedAt: row.savedAt.toISOString(),
  author: row.author,
  body: row.body,
})

export const versionById = async (read: Reader, id: string): Promise<Shown> =>
  present(found(await read.findOne(PlanVersions, { where: { id } })))

export async function presentDraft(read: Reader, id: string, now: Date) {
  const { day } = await today(read, now)
  const draft = found(await read.findOne(PlanVersions, { where: { id } }))
  return { ...present(draft), findings: await findingsOf(read, draft, day) }
}

/** The plans as an operator sees them. */
export async function plansView(read: Reader, now: Date): Promise<Output<'checkin.plans'>> {
  const { day } = await today(read, now)
  const published = await publishedVersions(read)
  const drafts = await read.find(PlanVersions, { where: { state: 'draft' }, order: { id: 'DESC' }, take: DRAFTS_MAX })
  const shown: Output<'checkin.plans'>['drafts'] = []
  for (const draft of drafts) shown.push({ ...present(draft), findings: await findingsOf(read, draft, day) })
  const toCome = published.filter(
    (one) => (one.activeOn ?? 0) > day && (one.endsOn === null || one.endsOn >= (one.activeOn ?? 0)),
  )
  return {
    today: day,
    inForce: versionsOn(published, day).map(present),
    upcoming: toCome.map(present),
    drafts: shown,
  }
}
