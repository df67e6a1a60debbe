import { memberById } from '#server/domains/member/member-of'
import { privacyNotice } from '#server/domains/member/privacy-notice'
import type { Output } from '@huitou/shared/api'
import type { Reader } from '#server/platform/db/tx'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { exportOf } from './export'
import { leave, pointsGivenUp } from './leave'

type Sections = Output<'privacy.export'>['sections']

/** What a room above this one keeps about a member. */
export type AlsoKept = (read: Reader, memberId: string) => Promise<Sections>

export const privacyRoutes = ({ vault }: Platform, alsoKept: AlsoKept) =>
  ({
    'privacy.notice': async () => privacyNotice,

    'privacy.export': async (read, { actor, now }) => ({
      exportedAt: now.toISOString(),
      sections: [...(await exportOf(read, vault, actor.memberId)), ...(await alsoKept(read, actor.memberId))],
    }),

    'privacy.leave': {
      run: (tx, { actor, input, now }) => leave(tx, { ...actor, confirmed: input.confirmed, now }),
      show: async (read, { now }, memberId) => ({
        leftAt: ((await memberById(read, memberId)).leftAt ?? now).toISOString(),
        pointsGivenUp: await pointsGivenUp(read, memberId),
      }),
    },
  }) satisfies Partial<Handlers>
