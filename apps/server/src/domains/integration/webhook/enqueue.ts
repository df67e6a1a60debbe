import { IsNull, LessThan } from 'typeorm'
import type { DeliveryCard } from '@huitou/shared/integration/contract'
import type { WebhookEvent } from '@huitou/shared/integration/scopes'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Deliveries, Endpoints, type DeliveryRow } from '../entities'
import { endpointById } from './endpoints'

type Sending = Pick<DeliveryRow, 'endpointId' | 'sourceKey' | 'event' | 'body'>

/** One thing to send to one address; the same cause again is the same delivery. Answers its id. */
export async function enqueue(tx: Tx, sending: Sending, now: Date): Promise<string> {
  const { endpointId, sourceKey } = sending
  const fresh = { state: 'waiting' as const, attempts: 0, status: null, answer: null, deliveredAt: null }
  try {
    const { identifiers } = await tx.insert(Deliveries, { ...sending, ...fresh, createdAt: now, nextAt: now })
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return found(await tx.findOne(Deliveries, { where: { endpointId, sourceKey } })).id
  }
}

type Event = { sourceKey: string; event: WebhookEvent; body: string }

/** Sends events to everybody who wants them. */
export async function tellAll(tx: Tx, told: readonly Event[], now: Date) {
  const endpoints = await tx.find(Endpoints, { where: { enabled: true, removedAt: IsNull() } })
  for (const { id: endpointId, events } of endpoints)
    for (const one of told) if (events.includes(one.event)) await enqueue(tx, { endpointId, ...one }, now)
}

/** Sends a delivery once more: same content, same id, from the first wait on. Answers its id. */
export async function replay(tx: Tx, deliveryId: string, now: Date): Promise<string> {
  const row = found(await tx.findOne(Deliveries, { where: { id: deliveryId }, ...forUpdate(tx) }))
  await endpointById(tx, row.endpointId)
  const again = { state: 'waiting' as const, attempts: 0, nextAt: now, deliveredAt: null }
  await tx.update(Deliveries, { id: deliveryId }, again)
  return deliveryId
}

export const presentDelivery = (row: DeliveryRow): DeliveryCard => ({
  ...{ id: row.id, endpointId: row.endpointId, event: row.event, state: row.state },
  ...{ attempts: row.attempts, status: row.status, answer: row.answer },
  createdAt: row.createdAt.toISOString(),
  nextAt: row.nextAt?.toISOString() ?? null,
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
})

export const deliveryById = async (read: Reader, id: string) => found(await read.findOne(Deliveries, { where: { id } }))

/** Newest first, along (endpoint, id). */
export async function deliveriesPage(read: Reader, endpointId: string, before: string | undefined) {
  await endpointById(read, endpointId)
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Deliveries, {
    where: { endpointId, ...older },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: page.map(presentDelivery),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
