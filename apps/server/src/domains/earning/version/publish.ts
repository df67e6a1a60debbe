import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { hashOfSet } from '../decide/hash'
import type { Neighbours } from '../tell/known'
import { checkSet } from './check'
import { Versions } from './entities'
import { lockVersion } from './save-draft'

export type Publishing = {
  versionId: string
  revision: number
  activeFrom: Date | null
  runs: 'live' | 'shadow'
  acceptWarnings: boolean
  by: string
  now: Date
}

/** How far a console's clock may be behind. */
const LATE_MS = 60_000

/**
 * Makes a draft the rules from a moment on. From then on it stays as it is: what members were promised can be looked up for ever. One
 * that is scheduled takes over at its moment without anybody doing anything. Answers the version's id.
 */
export async function publish(tx: Tx, neighbours: Neighbours, publishing: Publishing): Promise<string> {
  const { versionId, revision, runs, acceptWarnings, by, now } = publishing
  const row = await lockVersion(tx, versionId, revision)
  if (row.state !== 'draft') throw new Refused('version_fixed')
  const wanted = publishing.activeFrom ?? now
  if (wanted.getTime() < now.getTime() - LATE_MS) throw new Refused('version_in_past')
  const activeFrom = wanted < now ? now : wanted
  const { findings } = await checkSet(tx, neighbours, row.body, { activeFrom, now })
  const errors = findings.filter((one) => one.level === 'error')
  if (errors.length > 0) throw new Refused('rules_faulty', { facts: { findings: errors } })
  // In the shadow nothing is promised to anybody.
  if (runs === 'live' && findings.length > 0 && !acceptWarnings)
    throw new Refused('rules_doubtful', { facts: { findings } })
  const change = {
    state: 'published',
    runs,
    sha256: hashOfSet(row.body),
    activeFrom,
    publishedAt: now,
    publishedBy: by,
  } as const
  await tx.update(Versions, { id: row.id }, { ...change, revision: row.revision + 1 })
  await announce(tx, 'earning.published', { versionId: row.id, runs, activeFrom: activeFrom.toISOString(), by }, now)
  return row.id
}

/** Ends a version. What it has granted stays. One that has not begun yet is called off. Answers the version's id. */
export async function retire(tx: Tx, versionId: string, revision: number, now: Date): Promise<string> {
  const row = await lockVersion(tx, versionId, revision)
  if (row.state === 'retired') throw new Refused('already_done')
  const calledOff = row.activeFrom && row.activeFrom > now ? row.activeFrom : now
  await tx.update(Versions, { id: row.id }, { state: 'retired', endedAt: calledOff, revision: row.revision + 1 })
  await announce(tx, 'earning.retired', { versionId: row.id }, now)
  return row.id
}
