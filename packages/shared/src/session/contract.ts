import * as z from 'zod/mini'
import { instant } from '../kit/schema'
import type { Contracts } from '../kit/contract'

const tokens = z.object({
  accessToken: z.string(),
  accessEndsAt: instant,
  refreshToken: z.string(),
  refreshEndsAt: instant,
})

export const sessionApi = {
  'session.login': {
    kind: 'outside',
    who: 'guest',
    summary: 'Exchanges a wx.login code for a session. The code works once, within five minutes (R2).',
    input: z.object({ code: z.string().check(z.minLength(1), z.maxLength(128)) }),
    output: tokens,
  },
  'session.refresh': {
    kind: 'outside',
    who: 'guest',
    summary: 'Exchanges a refresh token for the next pair. Re-using a spent one ends the whole family.',
    input: z.object({ refreshToken: z.string().check(z.minLength(1), z.maxLength(256)) }),
    output: tokens,
  },
  'session.logout': {
    kind: 'command',
    who: 'visitor',
    keyless: true,
    summary: 'Ends this session and every token of its family.',
    input: z.object({}),
    output: z.object({}),
  },
} as const satisfies Contracts
