import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { PRIVACY_VERSION } from '../../apps/server/src/domains/member/privacy-notice'
import type { Output } from '@huitou/shared/api'
import { personOf, type Person } from './person'

const POLL_MS = 100
const PATIENCE_MS = 20_000

/** Somebody of the demo with a phone to pay with. */
export type Payer = { persona: string; ask: Person }

export const payerOf = async (url: string, persona: string): Promise<Payer> => ({
  persona,
  ask: await personOf(url, persona),
})

/** Becomes a member through the API, unless they are one. */
export async function joined(payer: Payer): Promise<Payer> {
  const { member } = await payer.ask('member.me', {})
  if (!member) await payer.ask('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
  return payer
}

/** The demo's payment sheet, where the person pays. */
export async function payFor(url: string, { persona, ask }: Payer, paymentId: string) {
  const { params } = await ask('payment.prepare', { paymentId })
  const response = await fetch(`${url}/demo/api/request-payment`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ ...params, persona, decision: 'pay' }),
  })
  const { errMsg } = (await response.json()) as { errMsg: string }
  if (errMsg !== 'requestPayment:ok') throw new Error(`${persona} could not pay: ${errMsg}`)
}

/** What the simulated WeChat is to do with the next refund: nothing but work on it. */
export async function letNextRefundWait(url: string) {
  const response = await fetch(`${url}/demo/wechat`, { redirect: 'manual' })
  const door = new URL('refund-outcome', response.headers.get('location') ?? '')
  const body = JSON.stringify({ next: true, status: 'PROCESSING' })
  const planned = await fetch(door, { method: 'POST', body })
  if (!planned.ok) throw new Error(`the simulator refused: ${await planned.text()}`)
}

type GroupOrder = Output<'groupbuy.order'>['order']

/** Money, teams and vouchers take a moment. */
export async function waitFor<Seen>(look: () => Promise<Seen>, ready: (seen: Seen) => boolean): Promise<Seen> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const seen = await look()
    if (ready(seen)) return seen
    if (waitedMs > PATIENCE_MS) throw new Error(`waited in vain, last seen: ${JSON.stringify(seen)}`)
    await sleep(POLL_MS)
  }
}

export const untilOrder = ({ ask }: Payer, orderId: string, ready: (order: GroupOrder) => boolean) =>
  waitFor(async () => (await ask('groupbuy.order', { orderId })).order, ready)
