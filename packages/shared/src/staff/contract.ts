import * as z from 'zod/mini'
import { id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { STAFF_ROLES } from './roles'

const storeName = z.object({ id, name: z.string() })

const staffCard = z.object({
  id,
  name: z.string(),
  role: z.enum(STAFF_ROLES),
  stores: z.array(storeName),
  disabled: z.boolean(),
})

export const staffApi = {
  'staff.me': {
    kind: 'query',
    who: 'visitor',
    summary: 'Who this visitor is behind the counter; null for customers.',
    input: z.object({}),
    output: z.object({ staff: z.nullable(staffCard) }),
  },
  'staff.list': {
    kind: 'query',
    who: 'manager',
    summary: 'Staff of the caller’s stores.',
    input: z.object({}),
    output: z.object({ staff: z.array(staffCard) }),
  },
  'staff.invite': {
    kind: 'command',
    who: 'manager',
    secret: true,
    summary:
      'A one-time code with which a person becomes staff. Nobody invites above their own role or outside their stores.',
    input: z.object({
      name: text(20),
      role: z.enum(STAFF_ROLES),
      storeIds: z.array(id).check(z.minLength(1), z.maxLength(50)),
    }),
    output: z.object({ code: z.string(), endsAt: instant }),
  },
  'staff.inviteImage': {
    kind: 'outside',
    who: 'manager',
    summary: 'The mini program code of an invitation that the caller wrote, for the other person to scan.',
    input: z.object({ code: z.string().check(z.regex(/^[0-9A-Z]{12}$/)) }),
    output: z.object({ image: z.string() }),
  },
  'staff.accept': {
    kind: 'command',
    who: 'visitor',
    summary: 'Uses an invitation.',
    input: z.object({ code: z.string().check(z.regex(/^[0-9A-Z]{12}$/)) }),
    output: z.object({ staff: staffCard }),
  },
  'staff.disable': {
    kind: 'command',
    who: 'manager',
    summary: 'Takes effect on that person’s next request.',
    input: z.object({ staffId: id }),
    output: z.object({ staff: staffCard }),
  },
} as const satisfies Contracts

export type StaffCard = z.infer<typeof staffCard>
