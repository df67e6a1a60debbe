import * as z from 'zod/mini'
import { instant } from '../kit/schema'
import type { Contracts } from '../kit/contract'

export const privacyApi = {
  'privacy.notice': {
    kind: 'query',
    who: 'guest',
    summary: 'The privacy notice in force.',
    input: z.object({}),
    output: z.object({
      version: z.string(),
      title: z.string(),
      effectiveFrom: z.string(),
      sections: z.array(z.object({ title: z.string(), body: z.string() })),
    }),
  },
  'privacy.export': {
    kind: 'query',
    who: 'member',
    summary: 'Everything kept about this member, machine-readable (R41).',
    input: z.object({}),
    output: z.object({
      exportedAt: instant,
      sections: z.array(
        z.object({ name: z.string(), title: z.string(), rows: z.array(z.record(z.string(), z.unknown())) }),
      ),
    }),
  },
  'privacy.leave': {
    kind: 'command',
    who: 'member',
    summary:
      'Ends the membership: personal data is deleted, points and coupons end, the journal stays without a name (R41).',
    input: z.object({ confirmed: z.boolean() }),
    output: z.object({ leftAt: instant, pointsGivenUp: z.int() }),
  },
} as const satisfies Contracts
