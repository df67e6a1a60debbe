import { taskFaults, taskFaultWords, type Around } from '@huitou/shared/task/definition-rules'
import type { Pause } from '@huitou/shared/task/rules'
import { Templates } from '#server/domains/coupon/entities'
import { couldIssue } from '#server/domains/coupon/issue'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Tasks, type TaskRow } from '../entities'
import { bodyOf } from '../terms'

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Tasks, { where: { id }, ...forUpdate(tx) }))

const CHAIN_MAX = 20

/** Whether following the tasks before this one leads back to it, or never ends. */
async function isInCircle(read: Reader, { id, afterId }: TaskRow): Promise<boolean> {
  let next = afterId
  for (let steps = 0; next !== null && steps < CHAIN_MAX; steps += 1) {
    if (next === id) return true
    next = (await read.findOne(Tasks, { where: { id: next } }))?.afterId ?? null
  }
  return next !== null
}

async function aroundOf(read: Reader, row: TaskRow, now: Date): Promise<Around> {
  const after = row.afterId === null ? null : found(await read.findOne(Tasks, { where: { id: row.afterId } }))
  const coupon = row.templateId === null ? null : await read.findOne(Templates, { where: { id: row.templateId } })
  return {
    after: after && {
      ...{ period: after.period, isOn: after.state === 'on' || after.state === 'paused' },
      inCircle: await isInCircle(read, row),
    },
    coupon: coupon && { given: await couldIssue(read, coupon, now), claimable: coupon.claimable },
  }
}

/** What stands in the way of publishing, in words. */
export const faultsOf = async (read: Reader, row: TaskRow, now: Date): Promise<string[]> =>
  taskFaults(bodyOf(row), await aroundOf(read, row, now), now).map(taskFaultWords)

const paused = (pauses: readonly Pause[], now: Date): Pause[] => [...pauses, { from: now.toISOString(), until: null }]
const resumed = (pauses: readonly Pause[], now: Date): Pause[] =>
  pauses.map((one) => (one.until === null ? { ...one, until: now.toISOString() } : one))

/** Refuses what is there already, and what is over for good. */
function mustMove({ state }: TaskRow, to: TaskRow['state'], from: readonly TaskRow['state'][]) {
  if (state === to) throw new Refused('already_done')
  if (state === 'ended') throw new Refused('task_ended')
  if (!from.includes(state)) throw new Refused('not_found')
}

/** Puts a draft or a paused one on. Refuses task_not_ready with the faults. Answers its id. */
export async function publishTask(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  mustMove(row, 'on', ['draft', 'paused'])
  const faults = await faultsOf(tx, row, now)
  if (faults.length > 0) throw new Refused('task_not_ready', { facts: { faults } })
  const publishedAt = row.publishedAt ?? now
  await tx.update(Tasks, { id }, { state: 'on', publishedAt, pauses: resumed(row.pauses, now) })
  return id
}

/** What happens from now on does not count. Answers its id. */
export async function pauseTask(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  mustMove(row, 'paused', ['on'])
  await tx.update(Tasks, { id }, { state: 'paused', pauses: paused(row.pauses, now) })
  return id
}

/** Ends it for good. Answers its id. */
export async function endTask(tx: Tx, id: string, now: Date): Promise<string> {
  mustMove(await lock(tx, id), 'ended', ['on', 'paused'])
  await tx.update(Tasks, { id }, { state: 'ended', endedAt: now })
  return id
}
