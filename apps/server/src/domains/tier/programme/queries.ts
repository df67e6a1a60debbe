import type { Output } from '@huitou/shared/api'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Programmes, type ProgrammeRow } from '../entities'
import { draftOf, findingsOf } from './save'

const SHOWN_MAX = 20

const presentVersion = (row: ProgrammeRow): Output<'tier.publishProgramme'>['version'] => ({
  id: row.id,
  version: row.version,
  state: row.state,
  activeOn: row.activeOn,
  note: row.note,
  savedAt: row.savedAt.toISOString(),
  author: row.author,
  body: row.body,
})

export const versionById = async (read: Reader, id: string) =>
  presentVersion(found(await read.findOne(Programmes, { where: { id } })))

export async function draftWithFindings(read: Reader, id: string): Promise<Output<'tier.saveProgramme'>> {
  const draft = await versionById(read, id)
  return { draft, findings: await findingsOf(read, draft.body) }
}

/** What an operator sees of the rules: in force, to come, and drafted. */
export async function programmeView(read: Reader, now: Date): Promise<Output<'tier.programme'>> {
  const { day } = await today(read, now)
  const rows = await read.find(Programmes, {
    where: { state: 'published' },
    order: { activeOn: 'DESC', id: 'DESC' },
    take: SHOWN_MAX,
  })
  const inForce = rows.find((row) => (row.activeOn ?? 0) <= day)
  const draft = await draftOf(read)
  return {
    inForce: inForce ? presentVersion(inForce) : null,
    upcoming: rows.filter((row) => (row.activeOn ?? 0) > day).map(presentVersion),
    draft: draft && presentVersion(draft),
    findings: draft ? await findingsOf(read, draft.body) : [],
  }
}
