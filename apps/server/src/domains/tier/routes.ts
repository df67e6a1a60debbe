import type { Handlers } from '#server/platform/http/call'
import { tierOf } from './queries'

export const tierRoutes = {
  'tier.mine': (read, { actor, now }) => tierOf(read, actor.memberId, now),
} satisfies Partial<Handlers>
