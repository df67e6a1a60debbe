import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { checks } from '../../apps/server/src/checks'
import { Orders } from '../../apps/server/src/domains/mall/entities'
import { Commands } from '../../apps/server/src/platform/http/commands'
import { PRIVACY_VERSION } from '../../apps/server/src/domains/member/privacy-notice'
import { runChecks } from '../../apps/server/src/platform/selfcheck/check'
import { createClient, type Answer, type Client } from '../../apps/server/test/client'
import { startChild, type ChildServer } from './child-server'
import { prepareDeployment, type Deployment } from './deployment'

const CYCLES = 4
const MEMBERS = 12
const LOAD_MS = 700

/** What a device knows of one command: outside of the system under test. */
type Sent = { member: number; key: string; answer: Answer<'mall.exchange'> | null }

let deployment: Deployment
let server: ChildServer
beforeAll(async () => {
  deployment = await prepareDeployment()
  server = await startChild(deployment.env)
})
afterAll(async () => {
  await server.kill('SIGTERM')
  await deployment.drop()
})

async function login(index: number): Promise<Client> {
  const client = createClient(server.url)
  await client.login(await deployment.loginCode(`chaos-${index}`))
  return client
}

const everybody = () => Promise.all(Array.from({ length: MEMBERS }, (_, index) => login(index)))

/** Exchanges one point after the other until the server is gone. */
async function press(
  client: Client,
  member: number,
  item: { id: string; points: number },
  journal: Sent[],
  over: () => boolean,
) {
  while (!over()) {
    const sent: Sent = { member, key: randomUUID(), answer: null }
    journal.push(sent)
    try {
      sent.answer = await client.send('mall.exchange', { itemId: item.id, pointsSeen: item.points }, sent.key)
    } catch {
      // The connection broke: nobody knows whether it was done.
      return
    }
  }
}

/** Sends every command of the journal again, with its own key, until each has a final answer. */
async function settle(clients: Client[], item: { id: string; points: number }, journal: Sent[]) {
  for (const sent of journal) {
    const again = await clients[sent.member]?.send(
      'mall.exchange',
      { itemId: item.id, pointsSeen: item.points },
      sent.key,
    )
    if (!again) throw new Error('no client')
    const kept = sent.answer?.status !== 200 || (again.replayed && isDeepStrictEqual(again.body, sent.answer.body))
    expect([sent.key, kept]).toEqual([sent.key, true])
    sent.answer = again
  }
}

test('kill -9 under load: every acknowledged command is there once, every refused one is not, and the books balance', async () => {
  for (const client of await everybody())
    await client.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
  const journal: Sent[] = []
  let broken = 0
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    const clients = await everybody()
    for (const client of clients) await client.must('checkin.checkIn', {})
    const { items } = await (clients[0] as Client).must('mall.items', {})
    const item = items.find((one) => one.name === '海盐卷一个')
    if (!item) throw new Error('no item')
    await deployment.look((db) => db.query('UPDATE mall_item SET points = 1 WHERE id = ?', [item.id]))
    const priced = { ...item, points: 1 }
    let over = false
    const pressing = clients.map((client, member) => press(client, member, priced, journal, () => over))
    await sleep(LOAD_MS)
    await server.kill('SIGKILL')
    over = true
    await Promise.all(pressing)
    broken += journal.filter((sent) => sent.answer === null).length
    server = await startChild(deployment.env)
    await settle(await everybody(), priced, journal)
  }
  const done = journal.filter((sent) => sent.answer?.status === 200)
  const refused = journal.filter((sent) => sent.answer?.status !== 200)
  expect(done.length).toBeGreaterThan(MEMBERS)
  // Else the kill came at no interesting moment, and nothing was shown.
  expect(broken).toBeGreaterThan(0)

  await deployment.look(async (db) => {
    expect(await db.manager.count(Orders)).toBe(done.length)
    const keys = new Set((await db.manager.findBy(Commands, { name: 'mall.exchange' })).map((row) => row.key))
    expect(keys).toEqual(new Set(done.map((sent) => sent.key)))
    for (const { key } of refused) expect(keys.has(key)).toBe(false)
    const found = await runChecks(db.manager, checks, new Date())
    expect(found.filter((one) => one.violations.length > 0)).toEqual([])
  })
})

test('asked to stop, the server finishes what is in flight and ends with 0', async () => {
  const clients = await everybody()
  const inFlight = clients.map((client) =>
    client.send('coupon.claim', { templateId: deployment.shop.templates.autumn }),
  )
  await sleep(5)
  expect(await server.kill('SIGTERM')).toBe(0)
  const outcomes = await Promise.allSettled(inFlight)
  const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  expect(answers.filter((answer) => answer.status === 500)).toEqual([])
  server = await startChild(deployment.env)
  await deployment.look(async (db) => {
    const found = await runChecks(db.manager, checks, new Date())
    expect(found.filter((one) => one.violations.length > 0)).toEqual([])
  })
})
