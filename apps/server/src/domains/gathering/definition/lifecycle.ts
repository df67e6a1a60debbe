import { gatheringFaults, gatheringFaultWords } from '@huitou/shared/gathering/plan-rules'
import { Templates } from '#server/domains/coupon/entities'
import { couldIssue } from '#server/domains/coupon/issue'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Gatherings, type GatheringRow } from '../entities'
import { startTelling } from '../tell'
import { bodyOf } from './body'

/** What stands in the way of publishing, in words. A coupon that has been promised stays, whatever became of it: it is judged no more. */
export async function faultsOf(
  read: Reader,
  row: GatheringRow,
  now: Date,
  promised: string | null = null,
): Promise<string[]> {
  const id = row.templateId === promised ? null : row.templateId
  const template = id === null ? null : await read.findOne(Templates, { where: { id } })
  const coupon = template && { given: await couldIssue(read, template, now), claimable: template.claimable }
  return gatheringFaults(bodyOf(row), coupon, now).map(gatheringFaultWords)
}

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Gatherings, { where: { id }, ...forUpdate(tx) }))

/** Opens a draft for sign-up. Refuses gathering_not_ready with the faults. Answers its id. */
export async function publishGathering(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  if (row.state === 'on') throw new Refused('already_done')
  if (row.state === 'cancelled') throw new Refused('gathering_cancelled')
  const faults = await faultsOf(tx, row, now)
  if (faults.length > 0) throw new Refused('gathering_not_ready', { facts: { faults } })
  await tx.update(Gatherings, { id }, { state: 'on', publishedAt: now })
  return id
}

/** Calls it off for good, and has all told who signed up. Refuses gathering_over. Answers its id. */
export async function cancelGathering(tx: Tx, id: string, reason: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  if (row.state === 'cancelled') throw new Refused('already_done')
  if (row.state === 'on' && row.endsAt <= now) throw new Refused('gathering_over')
  const told = row.state === 'on' ? startTelling('cancelled') : {}
  await tx.update(Gatherings, { id }, { state: 'cancelled', cancelledAt: now, cancelReason: reason, ...told })
  return id
}
