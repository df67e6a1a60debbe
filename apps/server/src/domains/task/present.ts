import type { TaskCard } from '@huitou/shared/task/contract'
import type { CardState } from '@huitou/shared/task/rules'
import type { Goal } from '@huitou/shared/task/schema'
import { goalWords, whenWords } from '@huitou/shared/task/word-rules'
import { presentFace } from '#server/domains/coupon/present'
import type { templatesWithStores } from '#server/domains/coupon/queries'
import type { TaskRow } from './entities'
import { goalOf } from './terms'

/** A task as it stands for a member: of a daily one, on one day. */
export type Shown = { task: TaskRow; state: CardState; day: number | null; count: number; claimUntil: Date | null }

type Around = {
  templates: Awaited<ReturnType<typeof templatesWithStores>>
  why: Map<string, string>
  target: (goal: Goal) => number
}

export function presentCard(
  { task, state, day, count, claimUntil }: Shown,
  { templates, why, target }: Around,
): TaskCard {
  const goal = goalOf(task)
  const known = task.templateId === null ? undefined : templates.get(task.templateId)
  return {
    ...{ taskId: task.id, day, name: task.name, about: task.about, period: task.period, goal, state },
    ...{ goalWords: goalWords(goal), when: whenWords(task.weekdays, task.hours) },
    ...{ count: Math.min(count, target(goal)), target: target(goal), claim: task.claim, points: task.points },
    why: state === 'locked' ? (why.get(task.id) ?? null) : null,
    coupon: known ? { templateId: known.template.id, face: presentFace(known.template, known.storeNames) } : null,
    left: task.stockLeft,
    until: (task.endedAt ?? task.openUntil)?.toISOString() ?? null,
    claimUntil: claimUntil?.toISOString() ?? null,
  }
}
