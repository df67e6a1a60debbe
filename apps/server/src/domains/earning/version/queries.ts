import { LessThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { EarningVersion } from '@huitou/shared/earning/contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Versions, type VersionRow } from './entities'
import { rowInForce } from './in-force'

export const versionRow = async (read: Reader, id: string): Promise<VersionRow> =>
  found(await read.findOne(Versions, { where: { id } }))

type Head = Omit<VersionRow, 'body'>

function stateOf({ id, state, runs, activeFrom }: Head, inForceId: string | null, now: Date): EarningVersion['state'] {
  if (state !== 'published') return state
  if (activeFrom && activeFrom > now) return 'scheduled'
  if (id !== inForceId) return 'replaced'
  return runs === 'shadow' ? 'shadow' : 'live'
}

const iso = (at: Date | null) => at?.toISOString() ?? null

async function presentVersions(read: Reader, rows: readonly Head[], now: Date): Promise<EarningVersion[]> {
  const live = await rowInForce(read, 'live', now)
  const shadow = await rowInForce(read, 'shadow', now)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    state: stateOf(row, (row.runs === 'live' ? live : shadow)?.id ?? null, now),
    revision: row.revision,
    sha256: row.sha256,
    activeFrom: iso(row.activeFrom),
    endedAt: iso(row.endedAt),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    publishedAt: iso(row.publishedAt),
    publishedBy: row.publishedBy,
  }))
}

export async function presentVersion(read: Reader, row: Head, now: Date): Promise<EarningVersion> {
  const [card] = await presentVersions(read, [row], now)
  return found(card)
}

const HEAD = {
  ...{ id: true, name: true, state: true, runs: true, revision: true, sha256: true, activeFrom: true },
  ...{ endedAt: true, createdAt: true, createdBy: true, publishedAt: true, publishedBy: true },
} as const

export async function versionsPage(
  read: Reader,
  before: string | undefined,
  now: Date,
): Promise<Output<'earning.versions'>> {
  const rows = await read.find(Versions, {
    select: HEAD,
    where: before === undefined ? {} : { id: LessThan(idCursor(before)) },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  const next = rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null
  return { rows: await presentVersions(read, page, now), next }
}
