import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import { claimReward, presentClaim } from './claim'
import { endTask, pauseTask, publishTask } from './definition/lifecycle'
import { figuresOf, operatorTask, operatorTasks } from './definition/operator-view'
import { saveTask } from './definition/save'
import { tasksOf } from './list'

const show = (read: Reader, { now }: { now: Date }, id: string) => operatorTask(read, id, now)

export const taskRoutes = {
  'task.list': (read, { actor, now }) => tasksOf(read, actor.memberId, now),
  'task.claim': {
    run: (tx, { actor, input, now }) => claimReward(tx, { ...input, memberId: actor.memberId, now }),
    show: (read, { actor }, id) => presentClaim(read, actor.memberId, id),
  },
  'task.definitions': (read, { input, now }) => operatorTasks(read, input, now),
  'task.definition': (read, { input, now }) => operatorTask(read, input.taskId, now),
  'task.figures': (read, { input }) => figuresOf(read, input.taskId),
  'task.saveDefinition': { run: (tx, { input, now }) => saveTask(tx, input, now), show },
  'task.publish': { run: (tx, { input, now }) => publishTask(tx, input.taskId, now), show },
  'task.pause': { run: (tx, { input, now }) => pauseTask(tx, input.taskId, now), show },
  'task.end': { run: (tx, { input, now }) => endTask(tx, input.taskId, now), show },
} satisfies Partial<Handlers>
