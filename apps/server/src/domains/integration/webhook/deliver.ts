import { IsNull, LessThanOrEqual, Not } from 'typeorm'
import { Webhook } from 'standardwebhooks'
import { nextAttemptAt } from '@huitou/shared/integration/rules'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Deliveries, Endpoints, type DeliveryRow, type EndpointRow } from '../entities'
import { secretOf } from './endpoints'
import { postTo, type Answer } from './post'

const TOGETHER = 20
const LEASE_MS = 60_000
const GONE = 410
/** Given up so often in a row, an address is switched off: nobody is there any more. */
const FAILURES_MAX = 5

const isDone = ({ status }: Answer) => status >= 200 && status < 300

/** What one attempt changes. `roll` spreads those that failed together. */
function after(delivery: DeliveryRow, answer: Answer, now: Date, roll: number): Partial<DeliveryRow> {
  const attempts = delivery.attempts + 1
  const told = { attempts, status: answer.status, answer: answer.text }
  if (isDone(answer)) return { ...told, state: 'delivered', deliveredAt: now, nextAt: null }
  const nextAt = answer.status === GONE ? null : nextAttemptAt(attempts, now, roll)
  return { ...told, nextAt, ...(nextAt === null ? { state: 'failed' as const } : {}) }
}

async function settle(platform: Platform, endpoint: EndpointRow, delivery: DeliveryRow, answer: Answer, now: Date) {
  const change = after(delivery, answer, now, Math.abs(Number(delivery.id) * 0.618) % 1)
  await inTransaction(platform.db, async (tx) => {
    await tx.update(Deliveries, { id: delivery.id }, change)
    if (change.state === 'delivered') await tx.update(Endpoints, { id: endpoint.id }, { failures: 0 })
    if (change.state !== 'failed') return
    const failures = endpoint.failures + 1
    const isOver = answer.status === GONE || failures >= FAILURES_MAX
    const trouble = answer.status === GONE ? '对方说这个地址不再用了' : '连续多次送不到，已自动停用'
    await tx.update(Endpoints, { id: endpoint.id }, { failures, ...(isOver ? { enabled: false, trouble } : {}) })
  })
}

/** Signs as Standard Webhooks asks: the id stays through all attempts, so that the receiver can tell a repeat. */
function headersOf(platform: Platform, endpoint: EndpointRow, { id, body }: DeliveryRow, now: Date) {
  const messageId = `msg_${id}`
  const signature = new Webhook(secretOf(platform.vault, endpoint)).sign(messageId, now, body)
  return {
    'content-type': 'application/json',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signature,
  }
}

async function attempt(platform: Platform, delivery: DeliveryRow, now: Date) {
  const { db, settings } = platform
  const endpoint = await db.manager.findOne(Endpoints, { where: { id: delivery.endpointId, removedAt: IsNull() } })
  if (!endpoint || !endpoint.enabled) {
    const answer = '这个地址停用了'
    await db.manager.update(Deliveries, { id: delivery.id }, { state: 'failed', nextAt: null, answer })
    return
  }
  const { url } = endpoint
  const headers = headersOf(platform, endpoint, delivery, now)
  const answer = await postTo(url, { headers, body: delivery.body, privateAllowed: settings.WEBHOOK_PRIVATE })
  await settle(platform, endpoint, delivery, answer, now)
}

/** Takes what is due for itself: another process leaves it alone for a minute, and after a crash it is due again. */
async function takeDue(platform: Platform, now: Date): Promise<DeliveryRow[]> {
  const { db } = platform
  const due = await db.manager.find(Deliveries, {
    where: { nextAt: LessThanOrEqual(now), state: Not('delivered') },
    order: { nextAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  const mine: DeliveryRow[] = []
  for (const row of due) {
    const nextAt = new Date(now.getTime() + LEASE_MS)
    const { affected } = await db.manager.update(Deliveries, { id: row.id, nextAt: row.nextAt ?? now }, { nextAt })
    if (affected === 1) mine.push(row)
  }
  return mine
}

/** Sends what is due, several at once. Answers whether more waits. */
export async function deliverDue(platform: Platform, now: Date): Promise<boolean> {
  const mine = await takeDue(platform, now)
  await Promise.all(mine.map((row) => attempt(platform, row, now)))
  return mine.length === TOGETHER
}
