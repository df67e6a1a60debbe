import { recheckNow, riseNow } from '@huitou/shared/tier/moment-rules'
import { currentSpan } from '@huitou/shared/tier/window-rules'
import type { Tx } from '#server/platform/db/tx'
import { growthIn, growthOf, type GrowthAccount } from './growth'
import { clockOf, programmeOf, type Clock } from './programme/in-force'
import { casesOf, type Case } from './standing/replay'
import { happen, settle } from './standing/settle'

/** Nobody rises above the top, so their growth need not be added up. */
const mayRise = (one: Case, clock: Clock) => programmeOf(clock).tiers.some((tier) => tier.level > one.standing.natural)

/** Growth that counts now, by account; one question for all whose windows are the same. */
async function growthNow(tx: Tx, cases: readonly Case[], clock: Clock): Promise<Map<string, number>> {
  const { window } = programmeOf(clock)
  const { rule } = clock
  const spans = new Map<string, { from: number | null; until: number; accounts: GrowthAccount[] }>()
  for (const { account, around } of cases) {
    const span = currentSpan(window, clock.day, around.joined)
    const name = String(span.from)
    const group = spans.get(name) ?? { ...span, accounts: [] }
    group.accounts.push(account)
    spans.set(name, group)
  }
  const grown = new Map<string, number>()
  for (const { accounts, ...span } of spans.values())
    for (const [id, growth] of await growthIn(tx, { accounts, span, knownAt: null, rule })) grown.set(id, growth)
  return grown
}

/**
 * Brings these members' tiers up to this moment: what time has brought, dated to its own days, and a rise to what their growth reaches,
 * at once, with its pack. The caller holds their locks.
 */
export async function climbAll(tx: Tx, memberIds: readonly string[], now: Date) {
  const clock = await clockOf(tx, now)
  const cases = await casesOf(tx, memberIds, clock)
  const growth = await growthNow(
    tx,
    cases.filter((one) => mayRise(one, clock)),
    clock,
  )
  for (const one of cases) {
    const grown = Math.max(0, growth.get(one.account.id) ?? 0)
    await settle(tx, happen(one, riseNow(one.standing, one.around, clock.day, grown), clock), clock)
  }
}

/** One member. */
export const climb = (tx: Tx, memberId: string, now: Date) => climbAll(tx, [memberId], now)

/** After growth was taken back: a tier that no growth carries any more goes back at once. The caller holds the member's lock. */
export async function recheck(tx: Tx, memberId: string, now: Date) {
  const clock = await clockOf(tx, now)
  const { rule } = clock
  for (const one of await casesOf(tx, [memberId], clock)) {
    const { account, around, standing } = one
    const span = currentSpan(programmeOf(clock).window, clock.day, around.joined)
    const growth = await growthOf(tx, { account, span, knownAt: null, rule })
    const net: number[] = []
    for (const support of standing.supports)
      net.push(await growthOf(tx, { account, span: support, knownAt: null, rule }))
    await settle(tx, happen(one, recheckNow(standing, around, clock.day, { growth, net }), clock), clock)
  }
}
