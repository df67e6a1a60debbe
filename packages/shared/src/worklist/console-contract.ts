import * as z from 'zod/mini'
import { cursor, day, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { punctuality } from './figures-schema'
import { DUTY_STATES, dutyBody } from './schema'

const duty = z.extend(dutyBody, { id, state: z.enum(DUTY_STATES), savedAt: instant })
const dutyOut = z.object({ duty })
const operator = { who: 'operator', may: 'rules' } as const

/** What operators do with the duties of staff. */
export const worklistConsoleApi = {
  'worklist.duties': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Duties of staff, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(duty),
  },
  'worklist.saveDuty': {
    kind: 'command',
    ...operator,
    summary: 'Writes a duty, or changes one; what is open today changes with it.',
    input: z.object({ id: z.nullable(id), body: dutyBody }),
    output: dutyOut,
  },
  'worklist.setDuty': {
    kind: 'command',
    ...operator,
    summary: 'Pauses a duty, puts it on again, or ends it for good; what is open today goes when it stops.',
    input: z.object({ dutyId: id, state: z.enum(DUTY_STATES) }),
    output: dutyOut,
  },
  'worklist.figures': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How punctual stores and staff are, over 92 days at most.',
    input: z.object({ from: day, to: day }),
    output: punctuality,
  },
} as const satisfies Contracts

export type Duty = z.infer<typeof duty>
