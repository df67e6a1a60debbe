import type { Applied } from '@huitou/shared/tier/moment-rules'
import { versionOn } from '@huitou/shared/tier/programme-rules'
import { effectiveLevel, nextDueDay, type Standing } from '@huitou/shared/tier/standing-rules'
import { changeWords } from '@huitou/shared/tier/word-rules'
import { Members } from '#server/domains/member/entities'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Changes, Standings } from '../entities'
import type { Clock } from '../programme/in-force'
import { givePack, takePacksBack } from './pack'
import { dated, type Case, type Dated } from './replay'

/** Adds what happens now to what time has brought. */
export function happen(one: Case, { standing, change }: Applied, clock: Clock): Case {
  const rules = versionOn(clock.versions, clock.day)
  const changes = change ? [...one.changes, dated(change, one.standing, standing, rules)] : one.changes
  return { ...one, standing, changes }
}

type By = { actor: string; note?: string }

/** What other rooms hear: risen, lowered, or about to be. A warning that comes after its review is none any more. */
function eventOf({ kind, from, to }: Dated, { warnedFor }: Standing, { day }: Clock) {
  if (to > from) return 'tier.raised'
  if (to < from) return 'tier.lowered'
  return kind === 'grace' || (kind === 'warned' && (warnedFor ?? 0) > day) ? 'tier.warned' : null
}

async function writeChange(tx: Tx, one: Case, change: Dated, clock: Clock, by: By): Promise<string> {
  const { kind, day, from, to, growth, needed, rules } = change
  const memberId = one.member.id
  const { identifiers } = await tx.insert(Changes, {
    memberId,
    kind,
    day,
    recordedAt: clock.now,
    fromLevel: from,
    toLevel: to,
    growth,
    needed,
    programmeId: rules.id,
    reason: changeWords(change, rules.body, by.note ?? ''),
    actor: kind.startsWith('hand') ? by.actor : 'system',
    seenAt: null,
  })
  const changeId = String(identifiers[0]?.['id'])
  const event = eventOf(change, one.standing, clock)
  if (event) await announce(tx, event, { memberId, changeId, kind, day, from, to }, clock.now)
  return changeId
}

/** What comes with a level that the member has newly qualified for, and goes with one that a refund takes back. */
async function movePacks(tx: Tx, one: Case, change: Dated, changeId: string, clock: Clock) {
  const { from, to } = change.qualified
  if (change.kind === 'refunded') return takePacksBack(tx, one.member.id, { from, to }, clock.now)
  const tiers = change.rules.body.tiers.filter((tier) => tier.level > from && tier.level <= to)
  for (const tier of tiers.sort((a, b) => a.level - b.level))
    await givePack(tx, one, { tier, change, changeId }, clock.now)
}

async function saveStanding(tx: Tx, { member, row, standing, around }: Case) {
  const level = effectiveLevel(standing)
  const outlook = { outlookTo: null, outlookDay: null, outlookGrowth: null, outlookNeeded: null }
  const saved = { level, state: standing, dueDay: nextDueDay(standing, around) }
  if (row) await tx.update(Standings, { memberId: member.id }, { ...saved, ...outlook })
  else await tx.insert(Standings, { memberId: member.id, ...saved, ...outlook })
  if (level !== member.tierLevel) await tx.update(Members, { id: member.id }, { tierLevel: level })
}

const same = (a: Standing, b: Standing | undefined) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Writes a case down: the standing, each change with its reason, and what rising brings. The caller holds the member's lock. Members to
 * whom nothing ever happened keep no row.
 */
export async function settle(tx: Tx, one: Case, clock: Clock, by: By = { actor: 'system' }) {
  const fresh = one.row === null && one.changes.length === 0 && one.standing.hand === null
  if (fresh || same(one.standing, one.row?.state)) return
  await saveStanding(tx, one)
  for (const change of one.changes)
    await movePacks(tx, one, change, await writeChange(tx, one, change, clock, by), clock)
}
