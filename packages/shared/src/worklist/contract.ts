import * as z from 'zod/mini'
import { day, id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { worklistConsoleApi } from './console-contract'
import { punctuality } from './figures-schema'
import { WORK_GROUPS } from './rules'
import { WORK_STATES } from './schema'

const workItem = z.object({
  id,
  group: z.enum(WORK_GROUPS),
  state: z.enum(WORK_STATES),
  title: z.string(),
  /** Ready to be copied. */
  text: z.nullable(z.string()),
  /** A page of the mini program that it is about. */
  path: z.nullable(z.string()),
  picture: z.nullable(z.object({ url: z.string(), width: z.int(), height: z.int() })),
  dueAt: instant,
  /** Open and past the time until which it would have been on time; or done after it. */
  late: z.boolean(),
  /** Whom it is about, and why it came up. */
  memberName: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** Who has done or skipped it, and when. */
  by: z.nullable(z.string()),
  closedAt: z.nullable(instant),
  skipReason: z.nullable(z.string()),
  /** Until when the caller may take that back. */
  undoUntil: z.nullable(instant),
})

const itemOut = z.object({ item: workItem })

export const worklistApi = {
  'worklist.mine': {
    kind: 'query',
    who: 'clerk',
    summary: 'What is to be done in a store today, for the caller’s role: due, later, closed; earliest first.',
    input: z.object({ storeId: id }),
    output: z.object({ day, items: z.array(workItem), open: z.int() }),
  },
  'worklist.done': {
    kind: 'command',
    who: 'clerk',
    summary: 'Marks it done. Refuses work_taken with who and when, where a colleague was first.',
    input: z.object({ itemId: id }),
    output: itemOut,
  },
  'worklist.skip': {
    kind: 'command',
    who: 'clerk',
    summary: 'Says that it is not done today, and why.',
    input: z.object({ itemId: id, reason: text(60) }),
    output: itemOut,
  },
  'worklist.undo': {
    kind: 'command',
    who: 'clerk',
    summary: 'Opens it again, within ten minutes: by who marked it, or who runs the store.',
    input: z.object({ itemId: id }),
    output: itemOut,
  },
  'worklist.storeFigures': {
    kind: 'query',
    who: 'manager',
    summary: 'How punctual a store is and who works in it, over 92 days at most.',
    input: z.object({ storeId: id, from: day, to: day }),
    output: punctuality,
  },
  ...worklistConsoleApi,
} as const satisfies Contracts

export type WorkItem = z.infer<typeof workItem>
