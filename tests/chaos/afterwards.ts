import { eventHandlers } from '../../apps/server/src/app'
import { checks } from '../../apps/server/src/checks'
import { decideTeams } from '../../apps/server/src/domains/groupbuy/decide'
import { stepDue } from '../../apps/server/src/domains/journey/run/step'
import { settlePayments } from '../../apps/server/src/domains/payment/settle'
import { deliverEvents } from '../../apps/server/src/platform/events/deliver'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import type { Running } from '../../apps/server/src/serve'
import { until } from '../../apps/server/test/until'
import type { Deployment } from './deployment'

const HOUR_MS = 3_600_000
const ROUNDS = 6

const eventsOnTheirWay = async ({ manager }: Running['platform']['db']) =>
  (await manager.query<object[]>('SELECT id FROM event WHERE next_at IS NOT NULL LIMIT 1')).length

/** Faults have stopped and time goes by, for WeChat and for the shop: teams end, refunds are sent and followed, notices arrive. */
export async function letTimePass({ advance, now, wechat }: Deployment, { platform }: Running) {
  await wechat('fault', { clear: true })
  await wechat('pay-fault', { clear: true })
  for (let round = 0; round < ROUNDS; round += 1) {
    // The first step is longer than any team may wait; the others, than the longest wait for another try.
    advance(round === 0 ? 48 * HOUR_MS : 2 * HOUR_MS)
    while (await settlePayments(platform, now()));
    while (await decideTeams(platform, now()));
    while (await stepDue(platform, now()));
    await wechat('clock', { advanceMs: 0 })
    while ((await deliverEvents(platform.db, eventHandlers, now())).taken > 0);
    await until(async () => (await eventsOnTheirWay(platform.db)) === 0, 20)
  }
}

/** Promises that do not hold. */
export const broken = async ({ db, clock }: Running['platform']) =>
  (await runChecks(db.manager, checks, clock())).filter(({ violations }) => violations.length > 0)
