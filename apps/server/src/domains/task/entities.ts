import { EntitySchema } from 'typeorm'
import type { Pause } from '@huitou/shared/task/rules'
import type { ClaimMode, GoalKind, TaskPeriod, TaskState } from '@huitou/shared/task/schema'
import { amount, count, instant, json, key, ref, text, token } from '#server/platform/db/columns'

export type TaskRow = {
  id: string
  state: TaskState
  name: string
  about: string | null
  period: TaskPeriod
  goalKind: GoalKind
  goalCount: number
  goalMinFen: number | null
  points: number
  templateId: string | null
  claim: ClaimMode
  openFrom: Date | null
  openUntil: Date | null
  weekdays: number[]
  hours: { from: number; until: number } | null
  minLevel: number | null
  newcomerDays: number | null
  afterId: string | null
  stockTotal: number | null
  /** Shared by all and touched last; left and given make the total. */
  stockLeft: number | null
  sort: number
  /** When it was paused, so that what happened then does not count, whenever it is told. */
  pauses: Pause[]
  savedAt: Date
  publishedAt: Date | null
  endedAt: Date | null
}

export const Tasks = new EntitySchema<TaskRow>({
  name: 'task',
  columns: {
    id: key(),
    state: token(16),
    name: text(16),
    about: text(60, { nullable: true }),
    period: token(8),
    goalKind: token(16),
    goalCount: count(),
    goalMinFen: amount({ nullable: true }),
    points: amount(),
    templateId: ref({ nullable: true }),
    claim: token(16),
    openFrom: instant({ nullable: true }),
    openUntil: instant({ nullable: true }),
    weekdays: json(),
    hours: json({ nullable: true }),
    minLevel: count({ nullable: true }),
    newcomerDays: count({ nullable: true }),
    afterId: ref({ nullable: true }),
    stockTotal: count({ nullable: true }),
    stockLeft: count({ nullable: true }),
    sort: count(),
    pauses: json(),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
  },
})

/** How far a member is: of a daily task a row per business day. It follows from its causes alone. */
export type ProgressRow = {
  id: string
  taskId: string
  memberId: string
  /** The business day; 0 of what is not daily. */
  periodKey: number
  count: number
  begunAt: Date
  /** When what reached the goal happened. */
  doneAt: Date | null
  claimedAt: Date | null
  /** How often its reward was given: again only after it was taken back. */
  rounds: number
  /** What was given. */
  points: number
  cutBy: string | null
  txnId: string | null
  couponId: string | null
}

export const Progresses = new EntitySchema<ProgressRow>({
  name: 'task_progress',
  columns: {
    id: key(),
    taskId: ref(),
    memberId: ref(),
    periodKey: count(),
    count: amount(),
    begunAt: instant(),
    doneAt: instant({ nullable: true }),
    claimedAt: instant({ nullable: true }),
    rounds: count(),
    points: amount(),
    cutBy: text(80, { nullable: true }),
    txnId: ref({ nullable: true }),
    couponId: ref({ nullable: true }),
  },
})

/** One thing that was done for it, as "purchase:9": once, however often it is told. What was undone has 0 times. */
export type CauseRow = { id: string; progressId: string; cause: string; times: number; fen: number; at: Date }

export const Causes = new EntitySchema<CauseRow>({
  name: 'task_cause',
  columns: { id: key(), progressId: ref(), cause: token(64), times: count(), fen: amount(), at: instant() },
})

/** Every table of this room. */
export const taskTables = [Tasks, Progresses, Causes] as EntitySchema[]
