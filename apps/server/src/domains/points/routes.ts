import type { Handlers } from '#server/platform/http/call'
import { historyOf } from './account/history'
import { balanceWithExpiry } from './queries'

export const pointsRoutes = {
  'points.balance': (read, { actor, now }) => balanceWithExpiry(read, actor.memberId, now),
  'points.history': (read, { actor, input }) => historyOf(read, actor.memberId, input),
} satisfies Partial<Handlers>
