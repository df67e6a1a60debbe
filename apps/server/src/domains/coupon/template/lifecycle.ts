import type { TemplateCard } from '@huitou/shared/coupon/template-schema'
import { findingsOf } from '@huitou/shared/coupon/template-rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, Refused } from '#server/platform/refused'
import { Templates } from '../entities'
import { storeIdsOf } from '../queries'
import { bodyOf } from './body'

type State = TemplateCard['state']

async function lockIn(tx: Tx, id: string, states: readonly State[]) {
  const row = found(await tx.findOne(Templates, { where: { id }, ...forUpdate(tx) }))
  if (!states.includes(row.state)) throw new Refused('template_state')
  return row
}

async function move(tx: Tx, id: string, state: State, now: Date): Promise<string> {
  await tx.update(Templates, { id }, { state, ...(state === 'ended' ? { endedAt: now } : {}) })
  await announce(tx, `coupon.template.${state}`, { templateId: id }, now)
  return id
}

/** Opens a draft to members. Refuses `template_invalid` with what is missing. */
export async function activate(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lockIn(tx, id, ['draft'])
  const problems = findingsOf(bodyOf(row, await storeIdsOf(tx, id)), now)
  if (problems.length > 0) throw new Refused('template_invalid', { facts: { problems } })
  return move(tx, id, 'active', now)
}

/** Gives no more of it for now. What members hold stays usable. */
export async function pause(tx: Tx, id: string, now: Date): Promise<string> {
  await lockIn(tx, id, ['active'])
  return move(tx, id, 'paused', now)
}

export async function resume(tx: Tx, id: string, now: Date): Promise<string> {
  await lockIn(tx, id, ['paused'])
  return move(tx, id, 'active', now)
}

/** Gives no more of it, for ever. What members hold stays usable. */
export async function endTemplate(tx: Tx, id: string, now: Date): Promise<string> {
  await lockIn(tx, id, ['draft', 'active', 'paused'])
  return move(tx, id, 'ended', now)
}

/** Puts more into stock, of a template whose stock is counted. */
export async function addStock(tx: Tx, id: string, count: number): Promise<string> {
  const { stockTotal, stockLeft } = await lockIn(tx, id, ['draft', 'active', 'paused'])
  if (stockTotal === null || stockLeft === null) throw new Refused('template_state')
  await tx.update(Templates, { id }, { stockTotal: stockTotal + count, stockLeft: stockLeft + count })
  return id
}
