import * as z from 'zod/mini'
import { cursor, id, instant, page } from '../kit/schema'
import { TASK_STATES, taskBody, taskDraft } from './schema'
import type { Contracts } from '../kit/contract'

const moment = z.nullable(instant)

const operatorTask = z.extend(taskBody, {
  id,
  state: z.enum(TASK_STATES),
  /** How many rewards are left; null when not counted. */
  stockLeft: z.nullable(z.int()),
  publishedAt: moment,
  endedAt: moment,
  /** The goal in words, and what stands in the way of publishing. */
  goalWords: z.string(),
  faults: z.array(z.string()),
})

const taskOut = z.object({ task: operatorTask })
const operator = { who: 'operator', may: 'rules' } as const

/** What operators do with tasks. */
export const taskConsoleApi = {
  'task.definitions': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Tasks, newest first.',
    input: z.object({ state: z.optional(z.enum(TASK_STATES)), before: z.optional(cursor) }),
    output: page(operatorTask),
  },
  'task.definition': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One task, with what stands in the way of publishing it.',
    input: z.object({ taskId: id }),
    output: taskOut,
  },
  'task.saveDefinition': {
    kind: 'command',
    ...operator,
    summary:
      'Writes a new task as a draft (name, period and goal at least), or changes one. A published one changes in the members’ favour only: words, a later end, more rewards, more points, a lower tier.',
    input: z.object({ id: z.nullable(id), body: taskDraft }),
    output: taskOut,
  },
  'task.publish': {
    kind: 'command',
    ...operator,
    summary:
      'Puts a draft or a paused task on. What happens from then on counts. Refuses task_not_ready with the faults.',
    input: z.object({ taskId: id }),
    output: taskOut,
  },
  'task.pause': {
    kind: 'command',
    ...operator,
    summary: 'What happens from now on does not count, until it is published again; what was done can be fetched.',
    input: z.object({ taskId: id }),
    output: taskOut,
  },
  'task.end': {
    kind: 'command',
    ...operator,
    summary: 'Ends it for good. What was done before can be fetched for seven days.',
    input: z.object({ taskId: id }),
    output: taskOut,
  },
  'task.figures': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How a task goes: who began, finished and fetched, and what was given.',
    input: z.object({ taskId: id }),
    output: z.object({
      /** Different members who began, finished, fetched. */
      began: z.int(),
      finished: z.int(),
      claimed: z.int(),
      /** Rewards: a daily task gives a member many. */
      rewards: z.int(),
      points: z.int(),
      coupons: z.int(),
      /** Taken back since what they were given for was undone. */
      takenBack: z.int(),
    }),
  },
} as const satisfies Contracts

export type OperatorTask = z.infer<typeof operatorTask>
