import { randomUUID } from 'node:crypto'
import { signedHeaders } from '#simulator/pay/signature/answer-headers'
import { nextKey } from '#simulator/pay/signature/platform'
import { encrypted } from '#simulator/pay/signature/signing'
import type { Pay } from '#simulator/pay/state'
import { payTime } from '#simulator/pay/time'
import { takeTrouble, type PushTrouble, type SignatureTrouble } from '#simulator/pay/trouble'
import type { World } from '#simulator/world'

const S = 1000
const M = 60 * S
const H = 60 * M
/** How long Pay waits after each attempt that failed; when these are over it gives up. */
const RETRY_GAPS_MS = [15 * S, 15 * S, 30 * S, 3 * M, 10 * M, 20 * M, ...Array<number>(3).fill(30 * M), H].concat(
  Array<number>(3).fill(3 * H),
  [6 * H, 6 * H],
)
const DEADLINE_MS = 5000
/** A held push does not wait for ever for one that overtakes it. */
const HELD_MS = M

export type PushEvent = {
  type: 'TRANSACTION.SUCCESS' | 'REFUND.SUCCESS' | 'REFUND.ABNORMAL' | 'REFUND.CLOSED'
  originalType: 'transaction' | 'refund'
  summary: string
  url: string
  secret: { amount: object }
}

type Push = PushEvent & { id: string; createdMs: number }

const SIGNATURE_KINDS = ['wrong-serial', 'forged', 'signtest', 'skew'] as const
const DELIVERY_KINDS = [...SIGNATURE_KINDS, 'drop', 'tamper'] as const

const bodyOf = (pay: Pay, push: Push, trouble: PushTrouble | undefined) => {
  const { secret } = push
  const told = trouble?.kind === 'tamper' ? { ...secret, amount: { ...secret.amount, total: trouble.total } } : secret
  return JSON.stringify({
    id: push.id,
    create_time: payTime(push.createdMs),
    resource_type: 'encrypt-resource',
    event_type: push.type,
    summary: push.summary,
    resource: { original_type: push.originalType, ...encrypted(pay.apiV3Key, push.originalType, JSON.stringify(told)) },
  })
}

/** Where a notify_url really leads in this simulation. */
const targetOf = (pay: Pay, text: string) => {
  const url = new URL(text)
  return new URL(url.pathname, pay.notifyHosts[url.host] ?? url.origin)
}

const post = async (url: URL, body: string, headers: Record<string, string>) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(DEADLINE_MS),
      headers: { ...headers, 'Content-Type': 'application/json', Accept: '*/*', 'User-Agent': 'Mozilla/4.0' },
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return null
  }
}

const signatureTrouble = (trouble: PushTrouble | undefined): SignatureTrouble | undefined =>
  trouble && SIGNATURE_KINDS.some((kind) => kind === trouble.kind) ? (trouble as SignatureTrouble) : undefined

/** One attempt; true when the merchant took it. */
const deliver = async (world: World, pay: Pay, push: Push) => {
  const trouble = takeTrouble(pay.pushTroubles, DELIVERY_KINDS)
  const atMs = world.clock.now()
  const body = bodyOf(pay, push, trouble)
  const headers = signedHeaders(nextKey(pay.platform), body, atMs, signatureTrouble(trouble))
  const status = trouble?.kind === 'drop' ? null : await post(targetOf(pay, push.url), body, headers)
  pay.deliveries.push({
    id: push.id,
    eventType: push.type,
    url: push.url,
    atMs,
    trouble: trouble?.kind ?? null,
    status,
  })
  return status === 200 || status === 204
}

/** Counts from the moment that was planned, so that a clock that jumps a day brings all attempts of that day. */
const planDelivery = (world: World, pay: Pay, push: Push, dueMs: number, attempt = 0) => {
  world.schedule.plan(dueMs, async () => {
    if (await deliver(world, pay, push)) return
    const gapMs = RETRY_GAPS_MS[attempt]
    if (gapMs !== undefined) planDelivery(world, pay, push, dueMs + gapMs, attempt + 1)
  })
}

/** Runs once: when a later push has been planned, or when the longest wait is over. */
const hold = (world: World, pay: Pay, push: Push, nowMs: number) => {
  let waits = true
  const release = () => {
    if (waits) planDelivery(world, pay, push, world.clock.now())
    waits = false
  }
  pay.held.push(release)
  world.schedule.plan(nowMs + HELD_MS, release)
}

/** Sends it as soon as the schedule runs, unless the control plane ordered trouble. */
export const pushEvent = (world: World, pay: Pay, event: PushEvent) => {
  const nowMs = world.clock.now()
  const push = { ...event, id: randomUUID(), createdMs: nowMs }
  const trouble = takeTrouble(pay.pushTroubles, ['delay', 'reorder', 'duplicate'])
  if (trouble?.kind === 'reorder') {
    hold(world, pay, push, nowMs)
    return
  }
  const dueMs = trouble?.kind === 'delay' ? nowMs + trouble.delayMs : nowMs
  const copies = trouble?.kind === 'duplicate' ? trouble.copies : 0
  for (let copy = 0; copy <= copies; copy += 1) planDelivery(world, pay, push, dueMs)
  for (const release of pay.held.splice(0)) release()
}
