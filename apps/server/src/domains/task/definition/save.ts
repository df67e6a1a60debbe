import type { Input } from '@huitou/shared/api'
import { isInFavour } from '@huitou/shared/task/definition-rules'
import { TASK_DEFAULTS, type TaskBody, type TaskDraft } from '@huitou/shared/task/schema'
import { Templates } from '#server/domains/coupon/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { Tasks, type TaskRow } from '../entities'
import { bodyOf } from '../terms'

const dateOf = (at: string | null) => (at === null ? null : new Date(at))

function completed(before: TaskRow | null, sent: TaskDraft): TaskBody {
  if (before) return { ...bodyOf(before), ...sent }
  const { name, period, goal } = sent
  if (name === undefined) throw invalid('body.name', 'needed for a new task')
  if (period === undefined) throw invalid('body.period', 'needed for a new task')
  if (goal === undefined) throw invalid('body.goal', 'needed for a new task')
  return { ...TASK_DEFAULTS, ...sent, name, period, goal }
}

const columnsOf = ({ from, until, goal, ...body }: TaskBody) => ({
  ...body,
  ...{ goalKind: goal.kind, goalCount: goal.count, goalMinFen: goal.minFen },
  ...{ openFrom: dateOf(from), openUntil: dateOf(until) },
})

/** Of a draft none is given yet; of a published one what was added is added to what is left. */
function stockLeftOf(before: TaskRow | null, { stockTotal }: TaskBody) {
  if (stockTotal === null || !before || before.stockTotal === null || before.stockLeft === null) return stockTotal
  return before.state === 'draft' ? stockTotal : before.stockLeft + stockTotal - before.stockTotal
}

/** What is named must be there; whether it will do is judged when it is published. */
async function mustExist(tx: Tx, { templateId, afterId }: TaskBody) {
  if (templateId !== null) found(await tx.findOne(Templates, { where: { id: templateId } }))
  if (afterId !== null) found(await tx.findOne(Tasks, { where: { id: afterId } }))
}

const FRESH = { state: 'draft', pauses: [], publishedAt: null, endedAt: null } as const

/** Writes a task as a draft, or changes one; what is left out stays, or has its default. Refuses task_published. Answers its id. */
export async function saveTask(tx: Tx, { id, body: sent }: Input<'task.saveDefinition'>, now: Date): Promise<string> {
  const before = id === null ? null : found(await tx.findOne(Tasks, { where: { id }, ...forUpdate(tx) }))
  const body = completed(before, sent)
  if (before?.state === 'ended') throw new Refused('task_ended')
  if (before && before.state !== 'draft' && !isInFavour(bodyOf(before), body)) throw new Refused('task_published')
  await mustExist(tx, body)
  const columns = { ...columnsOf(body), stockLeft: stockLeftOf(before, body), savedAt: now }
  if (before) {
    await tx.update(Tasks, { id: before.id }, columns)
    return before.id
  }
  const { identifiers } = await tx.insert(Tasks, { ...columns, ...FRESH, pauses: [] })
  return String(identifiers[0]?.['id'])
}
