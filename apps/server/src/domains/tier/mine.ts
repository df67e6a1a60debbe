import { addDays, type Day } from '@huitou/shared/kit/day'
import type { Output } from '@huitou/shared/api'
import { bestOf } from '@huitou/shared/tier/benefit-rules'
import type { TierCard } from '@huitou/shared/tier/contract'
import { keepGrowthOf, keptLevel, levelBelow, tierAt, type Programme } from '@huitou/shared/tier/programme-rules'
import { nextTier } from '@huitou/shared/tier/rules'
import { effectiveLevel, reviewDayOf, type Standing } from '@huitou/shared/tier/standing-rules'
import { currentSpan, reviewedSpan } from '@huitou/shared/tier/window-rules'
import { benefitWords, graceWords, packWords, warningWords, windowWords } from '@huitou/shared/tier/word-rules'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Reader } from '#server/platform/db/tx'
import { cardNames, heldCards, runningCards } from './card/queries'
import { celebrationOf } from './celebration'
import { growthOf } from './growth'
import { clockOf, programmeOf, type Clock } from './programme/in-force'
import { caseOf, type Case } from './standing/replay'

/** The tiers as members see them, with the names of what their packs bring. */
async function presentTiers(read: Reader, programme: Programme): Promise<TierCard[]> {
  const { tiers } = programme
  const templates = await templatesWithStores(
    read,
    tiers.flatMap((tier) => tier.pack.templateIds),
  )
  const cards = await cardNames(
    read,
    tiers.map((tier) => tier.pack.cardId).filter((id): id is string => id !== null),
  )
  const packNames = (pack: (typeof tiers)[number]['pack']) => [
    ...pack.templateIds.map((id) => templates.get(id)?.template.name),
    ...(pack.cardId === null ? [] : [cards.get(pack.cardId)]),
  ]
  return tiers
    .toSorted((a, b) => a.level - b.level)
    .map(({ level, name, style, growthFrom, benefits, pack }) => ({
      level,
      name,
      style,
      growthFrom,
      keepGrowth: keepGrowthOf(programme, level),
      gives: benefits,
      benefits: [
        ...benefitWords(benefits),
        ...packWords(
          pack.points,
          packNames(pack).filter((one): one is string => one !== undefined),
        ),
      ],
    }))
}

/** Growth in a span, as of now. */
const grownIn = (read: Reader, { account }: Case, { now, rule }: Clock, span: { from: Day | null; until: Day }) =>
  growthOf(read, { account, span, knownAt: new Date(now.getTime() + 1), rule })

const progressOf = (needed: number, have: number) => ({ needed, have, missing: Math.max(0, needed - have) })

/** Where the next review would leave a member with this growth. */
const projectedLevel = (programme: Programme, { natural }: Standing, growth: number) => {
  const kept = keptLevel(programme, natural, growth)
  return programme.downgrade === 'one_step' ? Math.max(kept, levelBelow(programme, natural)) : kept
}

async function keepOf(read: Reader, one: Case, clock: Clock) {
  const programme = programmeOf(clock)
  const { standing, around } = one
  const by = reviewDayOf({ ...standing, settledDay: clock.day }, around)
  if (by === null) return null
  const { from } = reviewedSpan(programme.window, by, around.joined)
  const have = await grownIn(read, one, clock, { from, until: addDays(clock.day, 1) })
  const { level, name } = tierAt(programme, projectedLevel(programme, standing, have))
  return { ...progressOf(keepGrowthOf(programme, standing.natural), have), by, projected: { level, name } }
}

async function graceOf(read: Reader, one: Case, clock: Clock) {
  const { standing, around } = one
  if (!standing.grace) return null
  const programme = programmeOf(clock)
  const { endsOn, from: since } = standing.grace
  const from = programme.window.kind === 'rolling' ? reviewedSpan(programme.window, endsOn, around.joined).from : since
  const have = await grownIn(read, one, clock, { from, until: addDays(clock.day, 1) })
  return { ...progressOf(keepGrowthOf(programme, standing.natural), have), lastDay: addDays(endsOn, -1) }
}

type Outlook = { keep: Awaited<ReturnType<typeof keepOf>>; grace: Awaited<ReturnType<typeof graceOf>> }

function warningOf(programme: Programme, { warnedFor, natural }: Standing, { keep, grace }: Outlook) {
  const { name } = tierAt(programme, natural)
  if (grace) return graceWords(programme.unitName, name, grace.missing, grace.lastDay)
  if (!keep || keep.missing === 0 || warnedFor !== keep.by) return null
  return warningWords(programme.unitName, name, keep.missing, keep.by)
}

/** Everything a member sees of their tier. Reads only: what is due counts already, whether or not a job has been by. */
export async function tierOf(read: Reader, memberId: string, now: Date): Promise<Output<'tier.mine'>> {
  const clock = await clockOf(read, now)
  const programme = programmeOf(clock)
  const one = await caseOf(read, memberId, clock)
  const { standing } = one
  const tiers = await presentTiers(read, programme)
  const growth = await grownIn(read, one, clock, currentSpan(programme.window, clock.day, one.around.joined))
  const level = tierAt(programme, effectiveLevel(standing)).level
  const current = tiers.find((tier) => tier.level === level)
  if (!current) throw new Error(`no tier ${level}`)
  const next = nextTier(tiers, level, growth)
  const running = await runningCards(read, memberId, now)
  const outlook = { keep: await keepOf(read, one, clock), grace: await graceOf(read, one, clock) }
  return {
    growth,
    current,
    next: next && { name: next.tier.name, growthFrom: next.tier.growthFrom, missing: next.missing },
    tiers,
    unitName: programme.unitName,
    windowText: windowWords(programme.window),
    ...outlook,
    byHand: standing.hand && { reason: standing.hand.reason, lastDay: standing.hand.lastDay },
    warning: warningOf(programme, standing, outlook),
    gives: bestOf([current.gives, ...running.map((card) => card.gives)]),
    cards: await heldCards(read, memberId, now),
    celebration: await celebrationOf(read, memberId, level, clock),
  }
}
