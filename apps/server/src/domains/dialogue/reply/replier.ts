import { refusals } from '@huitou/shared/refusals'
import { DIALOGUE_PAGES } from '@huitou/shared/dialogue/pages'
import { isKeyword, replyWords, type Outcome, type ReplySettings } from '@huitou/shared/dialogue/reply-rules'
import { checkInTogether } from '#server/domains/checkin/check-in-together'
import type { CouponNeighbours } from '#server/domains/coupon/offer/neighbours'
import { inTransaction } from '#server/platform/db/tx'
import { createCombiner } from '#server/platform/http/combine'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import type { ReplyTo } from '#server/platform/wechat-push/door'
import { textIn } from '#server/platform/wechat-push/fields'
import { writtenIn, type Push } from '#server/platform/wechat-push/push'
import { linkFor } from '../link'
import { identify } from './identify'
import { outcomeOf } from './outcome'
import { replySettings } from './settings'

const LATE_MS = 1_500

/** Whether somebody has asked to be checked in: by a word of their own, or by a button of the menu. */
function asksToCheckIn(push: Push, settings: ReplySettings) {
  if (!settings.enabled) return false
  if (push.event === 'CLICK') return settings.menuKeys.includes(textIn(push.fields, 'EventKey'))
  return push.event === null && isKeyword(writtenIn(push), settings)
}

type Arrival = { actor: { memberId: string }; now: Date }

/**
 * Answers who asks the 公众号 to check them in, by the same verb as the mini program and in shared commits as there: when a shop tells its
 * followers to write a word, they do so together.
 */
export function createReplier(platform: Platform, neighbours: CouponNeighbours): ReplyTo {
  const { db, nudge } = platform
  const checkIn = createCombiner<Arrival, string | Refused>((arrivals) =>
    inTransaction(db, (tx) => checkInTogether(tx, arrivals)),
  )

  async function outcomeFor(openId: string, askedAt: Date): Promise<Outcome> {
    const who = await identify(platform, { openId, now: askedAt })
    if (who.stalled) return { kind: 'stalled' }
    const { memberId } = who
    if (memberId === null) return { kind: 'stranger' }
    const done = await checkIn({ actor: { memberId }, now: askedAt })
    if (done instanceof Refused) return { kind: 'refused', words: refusals[done.code].zh }
    nudge()
    const late = platform.clock().getTime() - askedAt.getTime() > LATE_MS
    return outcomeOf(db.manager, neighbours, { memberId, checkInId: done, askedAt, late })
  }

  return async (push, receivedAt) => {
    if (!asksToCheckIn(push, await replySettings(db.manager))) return null
    const outcome = await outcomeFor(push.openId, receivedAt)
    const page = outcome.kind === 'stranger' ? 'home' : 'checkin'
    return replyWords(outcome, linkFor(platform, DIALOGUE_PAGES[page]))
  }
}
