import { LessThanOrEqual } from 'typeorm'
import type { RuleSet } from '@huitou/shared/earning/rules'
import type { Reader } from '#server/platform/db/tx'
import { hashOfSet } from '../decide/hash'
import { Versions, type VersionRow } from './entities'

export type Version = { id: string; name: string; body: RuleSet }

/** How many scheduled versions that were called off again may lie above the one in force. */
const LOOK_BACK = 20
const KEPT_MAX = 20

/** Bodies by their hash, which never changes its meaning; per process. */
const bodies = new Map<string, RuleSet>()

async function bodyOf(read: Reader, id: string, sha256: string | null): Promise<RuleSet> {
  const known = sha256 === null ? undefined : bodies.get(sha256)
  if (known) return known
  const { body } = await read.findOneOrFail(Versions, { select: { id: true, body: true }, where: { id } })
  if (sha256 !== null) {
    if (hashOfSet(body) !== sha256) throw new Error(`rules version ${id} is not what was published`)
    if (bodies.size >= KEPT_MAX) bodies.clear()
    bodies.set(sha256, body)
  }
  return body
}

/** The row in force at a moment: of those that had begun the newest, unless it had ended. One called off before it began never was. */
export async function rowInForce(read: Reader, runs: VersionRow['runs'], at: Date) {
  const begun = await read.find(Versions, {
    select: { id: true, name: true, sha256: true, activeFrom: true, endedAt: true },
    where: { runs, activeFrom: LessThanOrEqual(at) },
    order: { activeFrom: 'DESC', id: 'DESC' },
    take: LOOK_BACK,
  })
  const newest = begun.find(({ activeFrom, endedAt }) => !(endedAt && activeFrom && endedAt <= activeFrom))
  return newest && !(newest.endedAt && newest.endedAt <= at) ? newest : null
}

/** The rules in force at a moment; null when there are none. */
export async function versionInForce(read: Reader, runs: VersionRow['runs'], at: Date): Promise<Version | null> {
  const row = await rowInForce(read, runs, at)
  return row && { id: row.id, name: row.name, body: await bodyOf(read, row.id, row.sha256) }
}

export async function versionById(read: Reader, id: string): Promise<Version | null> {
  const row = await read.findOne(Versions, { select: { id: true, name: true, sha256: true }, where: { id } })
  return row && { id: row.id, name: row.name, body: await bodyOf(read, row.id, row.sha256) }
}
