import { lockMember } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import type { EventHandler, OnEvent } from '#server/platform/events/deliver'
import { Refused } from '#server/platform/refused'
import { climb, recheck } from './climb'

type Verb = (tx: Tx, memberId: string, now: Date) => Promise<void>

/** Growth that came or went where nobody climbed. Doing it again changes nothing; who has left in the meantime has no tier. */
const onGrowth =
  (verb: Verb): OnEvent =>
  async (tx, { data }, now) => {
    const { memberId, unit } = data
    if (unit !== 'growth' || typeof memberId !== 'string') return
    try {
      await lockMember(tx, memberId)
    } catch (error) {
      if (error instanceof Refused && error.code === 'not_found') return
      throw error
    }
    await verb(tx, memberId, now)
  }

const listen = (event: string, verb: Verb): EventHandler => ({ name: `tier.on.${event}`, event, run: onGrowth(verb) })

export const tierHandlers: EventHandler[] = [
  ...['points.earn', 'points.adjust', 'points.activate', 'points.opening', 'points.transfer_in'].map((event) =>
    listen(event, climb),
  ),
  listen('points.clawback', recheck),
]
