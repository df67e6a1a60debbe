import * as z from 'zod/mini'
import { cursor, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { OPERATOR_ROLES, PERMISSIONS } from './roles'

const login = z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{2,31}$/))
const password = z.string().check(z.minLength(1), z.maxLength(200))
const role = z.enum(OPERATOR_ROLES)
const code = z.string().check(z.regex(/^[0-9A-Z]{16}$/))

const operatorCard = z.object({
  id,
  login: z.string(),
  name: z.string(),
  role,
  /** Has set a password and can log in. */
  active: z.boolean(),
  disabled: z.boolean(),
})

const opened = z.object({ token: z.string(), endsAt: instant, operator: operatorCard })
const invitation = z.object({ operator: operatorCard, code: z.string(), endsAt: instant })

export const adminApi = {
  'admin.login': {
    kind: 'outside',
    who: 'guest',
    summary:
      'Opens a session of the console, for twelve hours. Five wrong tries a quarter of an hour from one address.',
    input: z.object({ login, password }),
    output: opened,
  },
  'admin.setPassword': {
    kind: 'outside',
    who: 'guest',
    summary: 'Sets the password with a one-time code and opens a session. Every session from before ends.',
    input: z.object({ code, password }),
    output: opened,
  },
  'admin.changePassword': {
    kind: 'outside',
    who: 'operator',
    may: 'read',
    summary: 'Changes one’s own password; every other session ends.',
    input: z.object({ password, newPassword: password }),
    output: z.object({}),
  },
  'admin.logout': {
    kind: 'command',
    who: 'operator',
    may: 'read',
    keyless: true,
    summary: 'Ends this session.',
    input: z.object({}),
    output: z.object({}),
  },
  'admin.me': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Who is logged in, and what they may do.',
    input: z.object({}),
    output: z.object({ operator: operatorCard, may: z.array(z.enum(PERMISSIONS)) }),
  },
  'admin.operators': {
    kind: 'query',
    who: 'operator',
    may: 'operators',
    summary: 'Everybody who has or had a login.',
    input: z.object({}),
    output: z.object({ operators: z.array(operatorCard) }),
  },
  'admin.invite': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    secret: true,
    summary: 'Makes a login, and a one-time code with which its owner sets the password within three days.',
    input: z.object({ login, name: text(20), role }),
    output: invitation,
  },
  'admin.resetPassword': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    secret: true,
    summary: 'A new one-time code for somebody who forgot. The old password and sessions end at once.',
    input: z.object({ operatorId: id }),
    output: invitation,
  },
  'admin.setRole': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    summary: 'Another role, from the next request on. One owner always stays.',
    input: z.object({ operatorId: id, role }),
    output: z.object({ operator: operatorCard }),
  },
  'admin.disable': {
    kind: 'command',
    who: 'operator',
    may: 'operators',
    summary: 'Shuts somebody out from their next request on, or lets them in again. One owner always stays.',
    input: z.object({ operatorId: id, disabled: z.boolean() }),
    output: z.object({ operator: operatorCard }),
  },
  'admin.audit': {
    kind: 'query',
    who: 'operator',
    may: 'approve',
    summary: 'Who did what, newest first: operators and staff.',
    input: z.object({
      operatorId: z.optional(id),
      staffId: z.optional(id),
      action: z.optional(z.string().check(z.regex(/^[\w.]{1,64}$/))),
      before: z.optional(cursor),
    }),
    output: page(
      z.object({
        id,
        at: instant,
        who: z.enum(['operator', 'staff']),
        whoId: id,
        name: z.string(),
        action: z.string(),
        input: z.record(z.string(), z.unknown()),
        requestId: z.string(),
        device: z.string(),
      }),
    ),
  },
} as const satisfies Contracts

export type OperatorCard = z.infer<typeof operatorCard>
