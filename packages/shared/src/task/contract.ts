import * as z from 'zod/mini'
import { couponFace } from '../coupon/face-schema'
import { day, id, instant, points } from '../kit/schema'
import { taskConsoleApi } from './console-contract'
import { CARD_STATES } from './rules'
import { CLAIM_MODES, goal, TASK_PERIODS } from './schema'
import type { Contracts } from '../kit/contract'

const taskCard = z.object({
  taskId: id,
  /** The business day of a daily task; null of all others. */
  day: z.nullable(day),
  name: z.string(),
  about: z.nullable(z.string()),
  period: z.enum(TASK_PERIODS),
  goal,
  /** What is to be done, and when it counts, in words. */
  goalWords: z.string(),
  when: z.nullable(z.string()),
  /** How far it is, at most `target`: of a goal in money in fen, of all others in times. */
  count: z.int(),
  target: z.int(),
  state: z.enum(CARD_STATES),
  /** Why it is locked, in words. */
  why: z.nullable(z.string()),
  claim: z.enum(CLAIM_MODES),
  points,
  coupon: z.nullable(z.object({ templateId: id, face: couponFace })),
  /** How many rewards are left for all; null when not counted. */
  left: z.nullable(z.int()),
  /** When it ends, and until when what was done can be fetched. */
  until: z.nullable(instant),
  claimUntil: z.nullable(instant),
})

export const taskApi = {
  'task.list': {
    kind: 'query',
    who: 'member',
    summary:
      'My tasks in their groups: how far each is, and what can be fetched. Daily ones begin anew at `dayEndsAt`.',
    input: z.object({}),
    output: z.object({
      groups: z.array(z.object({ period: z.enum(TASK_PERIODS), title: z.string(), tasks: z.array(taskCard) })),
      /** How many rewards wait to be fetched. */
      claimable: z.int(),
      dayEndsAt: instant,
    }),
  },
  'task.claim': {
    kind: 'command',
    who: 'member',
    summary: 'Fetches the reward of a task that is done; of a daily one for its `day`.',
    input: z.object({ taskId: id, day: z.nullable(day) }),
    output: z.object({
      name: z.string(),
      /** What it came to: less than promised where a limit on points cut it, as `cutBy` says. */
      points,
      cutBy: z.nullable(z.string()),
      couponId: z.nullable(id),
      couponName: z.nullable(z.string()),
      balanceAfter: z.nullable(z.int()),
    }),
  },
  ...taskConsoleApi,
} as const satisfies Contracts

export type TaskCard = z.infer<typeof taskCard>
