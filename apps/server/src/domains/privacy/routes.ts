import { memberById } from '#server/domains/member/member-of'
import { privacyNotice } from '#server/domains/member/privacy-notice'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { exportOf, type PrivacyNeighbours } from './export'
import { leave, pointsGivenUp } from './leave'

export const privacyRoutes = ({ vault }: Platform, neighbours: PrivacyNeighbours) =>
  ({
    'privacy.notice': async () => privacyNotice,

    'privacy.export': async (read, { actor, now }) => ({
      exportedAt: now.toISOString(),
      sections: [
        ...(await exportOf(read, vault, actor.memberId)),
        ...(await neighbours.sections(read, vault, actor.memberId)),
      ],
    }),

    'privacy.leave': {
      run: (tx, { actor, input, now }) => leave(tx, { ...actor, confirmed: input.confirmed, now }),
      show: async (read, { now }, memberId) => ({
        leftAt: ((await memberById(read, memberId)).leftAt ?? now).toISOString(),
        pointsGivenUp: await pointsGivenUp(read, memberId),
      }),
    },
  }) satisfies Partial<Handlers>
