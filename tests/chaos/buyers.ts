import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Input } from '@huitou/shared/api'
import { IF_FULL } from '@huitou/shared/groupbuy/schema'
import { createClient, type Answer, type Client } from '../../apps/server/test/client'
import { PRIVACY_VERSION } from '../../apps/server/src/domains/member/privacy-notice'
import type { Deployment } from './deployment'
import type { Goods } from './goods'

type Opening = 'groupbuy.open' | 'groupbuy.join' | 'mall.placeOrder'
type Command = Opening | 'groupbuy.cancel' | 'groupbuy.refund' | 'mall.cancel'

/** What a device knows of one command: outside of the system under test. */
type Sent = { name: Command; input: Input<Command>; key: string; answer: Answer<Command> | null }

type Placed = { order: { id: string; paymentId: string | null } }

const PAUSE_MS = 25
/** Orders that somebody still thinks of. */
const RECENT = 5
const ENDS = ['groupbuy.cancel', 'groupbuy.refund', 'mall.cancel'] as const

const pick = <One>(list: readonly One[]): One | undefined =>
  list.length === 0 ? undefined : list[randomInt(list.length)]

/** The same key, the same answer, of what was acknowledged. */
function kept({ name, key, answer }: Sent, again: Answer<Command>): Answer<Command> {
  const isKept = answer?.status !== 200 || (again.replayed && isDeepStrictEqual(again.body, answer.body))
  if (!isKept) throw new Error(`${name} ${key} answered ${JSON.stringify([answer.body, again.body])}`)
  return again
}

function movedTo(url: string, { session }: Client): Client {
  const client = createClient(url)
  Object.assign(client.session, session)
  return client
}

async function sendAgain(journal: readonly Sent[], client: Client) {
  for (const sent of journal.filter(({ answer }) => answer === null || answer.status === 200))
    sent.answer = kept(sent, await client.send(sent.name, sent.input, sent.key))
}

/** Does one thing after the other, until it is over: then a call that nobody answered is nobody’s fault. */
async function keepDoing(deeds: readonly (() => Promise<unknown>)[], over: () => boolean) {
  while (!over()) {
    try {
      await pick(deeds)?.()
      await sleep(PAUSE_MS)
    } catch (error) {
      if (!over()) throw error
    }
  }
}

/** A seat of some team that still misses somebody; null where all are full. */
async function joiningOf(client: Client, { groups }: Goods): Promise<Input<'groupbuy.join'> | null> {
  const group = pick(groups)
  if (!group) return null
  const team = pick((await client.must('groupbuy.show', { activityId: group.activityId })).teams)
  const ifFull = pick(IF_FULL) ?? 'refund'
  return team ? { scene: team.scene, priceSeenFen: team.priceFen, ifFull, ...group.way } : null
}

/** One phone: it keeps each command with its key until it has a final answer, as the mini program does. */
async function createBuyer(deployment: Deployment, goods: Goods, url: string) {
  const name = randomUUID()
  const journal: Sent[] = []
  const paid = new Set<string>()
  let client: Client = createClient(url)
  await client.login(await deployment.loginCode(name))
  await client.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })

  const placed = (...names: Opening[]): Placed[] =>
    journal.flatMap(({ name: command, answer }) =>
      answer?.status === 200 && names.some((one) => one === command) ? [answer.body as Placed] : [],
    )

  async function send(command: Command, input: Input<Command>) {
    const sent: Sent = { name: command, input, key: randomUUID(), answer: null }
    journal.push(sent)
    sent.answer = await client.send(command, input, sent.key)
  }

  /** What the sheet has said of goes out of mind; what of it was lost on the way is WeChat’s to tell. */
  async function pay() {
    const mine = placed('groupbuy.open', 'groupbuy.join', 'mall.placeOrder').map(({ order }) => order.paymentId)
    const paymentId = pick(mine.filter((id) => id !== null && !paid.has(id)).slice(-RECENT))
    if (!paymentId) return
    const { status, body } = await client.send('payment.prepare', { paymentId })
    if (status === 200) await deployment.wechat('request-payment', { key: name, decision: 'pay', ...body.params })
    paid.add(paymentId)
  }

  async function join() {
    const joining = await joiningOf(client, goods)
    if (joining) await send('groupbuy.join', joining)
  }

  async function end() {
    const command = pick(ENDS) ?? 'mall.cancel'
    const mine = command === 'mall.cancel' ? placed('mall.placeOrder') : placed('groupbuy.open', 'groupbuy.join')
    const one = pick(mine.slice(-RECENT))
    if (one) await send(command, { orderId: one.order.id })
  }

  async function openTeam() {
    const group = pick(goods.groups)
    if (group) await send('groupbuy.open', group.opening)
  }

  const place = () => send('mall.placeOrder', goods.wish)
  const DEEDS = [openTeam, join, join, join, join, place, pay, pay, pay, pay, pay, pay, end]

  return {
    journal,
    live: (over: () => boolean) => keepDoing(DEEDS, over),
    /** The phone finds the server at another address from now on. */
    moveTo(newUrl: string) {
      client = movedTo(newUrl, client)
    },
    relogin: async () => client.login(await deployment.loginCode(name)),
    /** Sends again what was done, which is answered as before, and what nobody answered, which gets a final answer now. */
    replay: () => sendAgain(journal, client),
  }
}

export type Buyer = Awaited<ReturnType<typeof createBuyer>>

/** So many members, each on a server in turn. */
export const buyersAt = (deployment: Deployment, goods: Goods, count: number, urls: readonly string[]) =>
  Promise.all(
    Array.from({ length: count }, (_, index) => createBuyer(deployment, goods, urls[index % urls.length] ?? '')),
  )

/** How often each command was done, by what the phones know. */
export function doneBy(buyers: readonly Buyer[]) {
  const sent = buyers.flatMap(({ journal }) => journal)
  const done = (...names: Command[]) =>
    sent.filter(({ name, answer }) => answer?.status === 200 && names.includes(name)).length
  return {
    groupOrders: done('groupbuy.open', 'groupbuy.join'),
    mallOrders: done('mall.placeOrder'),
    cancels: done('groupbuy.cancel', 'mall.cancel'),
    refunds: done('groupbuy.refund'),
    unanswered: sent.filter(({ answer }) => answer === null).length,
    failures: sent.filter(({ answer }) => answer?.status === 500).map(({ name, key }) => `${name} ${key}`),
  }
}
