import { IsNull, LessThan, MoreThan, Not, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { ONE_TIER, keepGrowthOf, tierAt } from '@huitou/shared/tier/programme-rules'
import { memberById } from '#server/domains/member/member-of'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Changes, Programmes, Standings, Walks, type ChangeRow, type StandingRow } from './entities'
import { clockOf, programmeOf } from './programme/in-force'
import { OUTLOOK_WALK } from './walk/outlook'

/** What members of a level are called, by the newest rules that everybody has been measured by. */
export async function tierNameOf(read: Reader, level: number): Promise<string> {
  const applied = await read.findOne(Programmes, {
    where: { state: 'published', sweptAt: Not(IsNull()) },
    order: { activeOn: 'DESC', id: 'DESC' },
  })
  return tierAt(applied?.body ?? ONE_TIER, level).name
}

const presentChange = (row: ChangeRow): Output<'tier.memberHistory'>['rows'][number] => ({
  id: row.id,
  kind: row.kind,
  day: row.day,
  at: row.recordedAt.toISOString(),
  from: row.fromLevel,
  to: row.toLevel,
  reason: row.reason,
  growth: row.growth,
  needed: row.needed,
  actor: row.actor,
})

/** A member's changes, newest first, along (member, id). */
export async function historyOf(read: Reader, memberId: string, before: string | undefined) {
  const where: FindOptionsWhere<ChangeRow> = { memberId }
  if (before !== undefined) where.id = LessThan(idCursor(before))
  const rows = await read.find(Changes, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(presentChange), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}

/** The answer to an operator who set a tier. */
export async function handOf(read: Reader, memberId: string, now: Date): Promise<Output<'tier.setByHand'>> {
  const { tierLevel } = await memberById(read, memberId)
  const row = await read.findOne(Standings, { where: { memberId } })
  return {
    memberId,
    level: tierLevel,
    name: tierAt(programmeOf(await clockOf(read, now)), tierLevel).name,
    lastDay: row?.state.hand?.lastDay ?? null,
  }
}

const outlookWalk = (read: Reader) => read.findOne(Walks, { where: { name: OUTLOOK_WALK } })

export async function distributionOf(read: Reader, now: Date): Promise<Output<'tier.distribution'>> {
  const walk = await outlookWalk(read)
  const { tiers } = programmeOf(await clockOf(read, now))
  return {
    asOf: walk?.resultAt?.toISOString() ?? null,
    tiers: tiers.map(({ level, name }) => ({ level, name, members: walk?.result?.[`at:${level}`] ?? 0 })),
  }
}

const movesIn = (result: Record<string, number>) =>
  Object.entries(result).flatMap(([name, members]) => {
    const move = /^move:(\d+):(\d+)$/.exec(name)
    return move ? [{ from: Number(move[1]), to: Number(move[2]), members }] : []
  })

type Preview = Output<'tier.reviewPreview'>

/** Who would lose a tier, along (outlook, member): highest loss last. A cursor is "level_member". */
export async function previewOf(read: Reader, { after }: Input<'tier.reviewPreview'>, now: Date): Promise<Preview> {
  const walk = await outlookWalk(read)
  const programme = programmeOf(await clockOf(read, now))
  const where: FindOptionsWhere<StandingRow> = { outlookTo: MoreThan(0) }
  const query = read.createQueryBuilder(Standings, 'standing').where(where)
  const [to, memberId] = (after ?? '').split('_')
  if (to && memberId)
    query.andWhere('(standing.outlookTo > :to OR (standing.outlookTo = :to AND standing.memberId > :memberId))', {
      to: Number(idCursor(to)),
      memberId: idCursor(memberId),
    })
  const rows = await query
    .orderBy('standing.outlookTo', 'ASC')
    .addOrderBy('standing.memberId', 'ASC')
    .take(PAGE_SIZE + 1)
    .getMany()
  const page = rows.slice(0, PAGE_SIZE)
  const last = page[page.length - 1]
  return {
    asOf: walk?.resultAt?.toISOString() ?? null,
    moves: movesIn(walk?.result ?? {}),
    rows: page.map((row) => {
      const needed = row.outlookNeeded ?? keepGrowthOf(programme, row.state.natural)
      const growth = row.outlookGrowth ?? 0
      const missing = Math.max(0, needed - growth)
      const day = row.outlookDay ?? row.state.settledDay
      return { memberId: row.memberId, day, from: row.state.natural, to: row.outlookTo ?? 0, growth, needed, missing }
    }),
    next: rows.length > PAGE_SIZE && last ? `${last.outlookTo}_${last.memberId}` : null,
  }
}
