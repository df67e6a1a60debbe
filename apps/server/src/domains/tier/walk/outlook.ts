import { IsNull, MoreThan } from 'typeorm'
import { addDays } from '@huitou/shared/kit/day'
import { keepGrowthOf, keptLevel, levelBelow, type Programme } from '@huitou/shared/tier/programme-rules'
import { effectiveLevel, reviewDayOf } from '@huitou/shared/tier/standing-rules'
import { reviewedSpan } from '@huitou/shared/tier/window-rules'
import { Members } from '#server/domains/member/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Standings, Walks, type StandingRow, type WalkRow } from '../entities'
import { growthOf } from '../growth'
import { clockOf, programmeOf, type Clock } from '../programme/in-force'
import { casesOf, type Case } from '../standing/replay'

export const OUTLOOK_WALK = 'outlook'
const SLICE = 300

type Outlook = Pick<StandingRow, 'outlookTo' | 'outlookDay' | 'outlookGrowth' | 'outlookNeeded'>

const NOTHING: Outlook = { outlookTo: null, outlookDay: null, outlookGrowth: null, outlookNeeded: null }

const afterReview = (programme: Programme, natural: number, growth: number) => {
  const kept = keptLevel(programme, natural, growth)
  return programme.downgrade === 'one_step' ? Math.max(kept, levelBelow(programme, natural)) : kept
}

/** What the next review would make of a member if it were held with the growth of now. */
async function outlookOf(tx: Tx, { account, standing, around }: Case, clock: Clock): Promise<Outlook> {
  const programme = programmeOf(clock)
  const day = standing.grace?.endsOn ?? reviewDayOf({ ...standing, settledDay: clock.day }, around)
  if (day === null) return NOTHING
  const { from } = reviewedSpan(programme.window, day, around.joined)
  const span = {
    from: standing.grace && programme.window.kind !== 'rolling' ? standing.grace.from : from,
    until: addDays(clock.day, 1),
  }
  const growth = await growthOf(tx, { account, span, knownAt: clock.now, rule: clock.rule })
  const to = afterReview(programme, standing.natural, growth)
  if (to >= standing.natural) return NOTHING
  return {
    outlookTo: to,
    outlookDay: day,
    outlookGrowth: growth,
    outlookNeeded: keepGrowthOf(programme, standing.natural),
  }
}

const add = (tally: Record<string, number>, name: string) => ({ ...tally, [name]: (tally[name] ?? 0) + 1 })

async function countSlice(tx: Tx, memberIds: readonly string[], before: WalkRow['tally'], clock: Clock) {
  let tally = before
  for (const one of await casesOf(tx, memberIds, clock)) {
    tally = add(tally, `at:${effectiveLevel(one.standing)}`)
    if (!one.row) continue
    const outlook = await outlookOf(tx, one, clock)
    if (outlook.outlookTo !== null) tally = add(tally, `move:${one.standing.natural}:${outlook.outlookTo}`)
    if (outlook.outlookTo !== one.row.outlookTo || outlook.outlookGrowth !== one.row.outlookGrowth)
      await tx.update(Standings, { memberId: one.member.id }, outlook)
  }
  return tally
}

/**
 * Counts the next slice of members by tier, and notes for each what the next review would make of them. Answers whether more are left;
 * what was counted last as a whole stays readable until the next whole count.
 */
export async function walkOutlook(tx: Tx, now: Date): Promise<boolean> {
  const clock = await clockOf(tx, now)
  const walk = await tx.findOne(Walks, { where: { name: OUTLOOK_WALK }, ...forUpdate(tx) })
  const members = await tx.find(Members, {
    select: { id: true },
    where: { id: MoreThan(walk?.reached ?? '0'), leftAt: IsNull() },
    order: { id: 'ASC' },
    take: SLICE,
  })
  const ids = members.map((member) => member.id)
  const tally = await countSlice(tx, ids, walk?.tally ?? {}, clock)
  const more = ids.length === SLICE
  const saved = more
    ? { reached: ids[ids.length - 1] ?? '0', tally }
    : { reached: '0', tally: {}, result: tally, resultAt: now }
  if (walk) await tx.update(Walks, { name: OUTLOOK_WALK }, saved)
  else await tx.insert(Walks, { name: OUTLOOK_WALK, result: null, resultAt: null, ...saved })
  return more
}
