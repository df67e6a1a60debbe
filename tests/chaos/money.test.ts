import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { GroupOrders } from '../../apps/server/src/domains/groupbuy/entities'
import { ENGINE } from '../../apps/server/test/fresh-db'
import { broken, letTimePass } from './afterwards'
import { amounts, complaints } from './books'
import { buyersAt, doneBy, type Buyer } from './buyers'
import { startChild, type ChildServer } from './child-server'
import { prepareDeployment, type Deployment } from './deployment'
import { putOnSale } from './goods'

const CYCLES = 5
/** On a machine that does much else besides. */
const CYCLES_MAX = 10
const BUYERS = 10
/** So much must have been paid for anything to be shown. */
const ENOUGH = 40
const TURN_MS = 250
const LONGEST_TURNS = 100
/** Rare enough for most notices to arrive: where none does, no team is ever complete. */
const TROUBLE_MS = 1500
const REFUNDS = '/v3/refund/domestic/refunds'

let deployment: Deployment
let servers: ChildServer[]
beforeEach(async () => {
  deployment = await prepareDeployment()
  servers = []
})
afterEach(async () => {
  for (const server of servers) await server.kill('SIGTERM')
  await deployment.drop()
})

async function start(): Promise<ChildServer> {
  const server = await startChild(deployment.env)
  servers.push(server)
  deployment.heardAt(server.url)
  return server
}

const TROUBLES: readonly [string, object][] = [
  ['pay-fault', { on: 'push', trouble: 'drop' }],
  ['pay-fault', { on: 'push', trouble: 'reorder' }],
  ['pay-fault', { on: 'push', trouble: 'duplicate', copies: 3 }],
  ['pay-fault', { on: 'refund', trouble: 'not-enough' }],
  ['fault', { path: REFUNDS, drop: 'after', times: 1 }],
]

/** WeChat has its days, too. */
async function trouble(over: () => boolean) {
  while (!over()) {
    const [door, order] = TROUBLES[randomInt(TROUBLES.length)] ?? ['', {}]
    await deployment.wechat(door, order)
    await sleep(TROUBLE_MS)
  }
}

/** Everybody buys, pays and takes back at once, until `ending` has come about. */
async function storm(buyers: readonly Buyer[], ending: (over: () => void) => Promise<unknown>) {
  let isOver = false
  const over = () => isOver
  const living = [...buyers.map((buyer) => buyer.live(over)), trouble(over)]
  await ending(() => {
    isOver = true
  })
  await Promise.all(living)
}

const paidThere = () =>
  [...(deployment.simulator.world.pay?.orders.values() ?? [])].filter(({ payment }) => payment !== null).length

/** So much was paid, and some got what they paid for. */
const isEnough = async () =>
  paidThere() >= ENOUGH && deployment.look(({ manager }) => manager.existsBy(GroupOrders, { state: 'won' }))

/** Once all has ended: WeChat’s books and our rows agree, every promise holds, every key is answered as it was. */
async function judge(buyers: readonly Buyer[]) {
  const here = await deployment.serveHere()
  try {
    deployment.heardAt(here.url)
    for (const buyer of buyers) buyer.moveTo(here.url)
    await letTimePass(deployment, here)
    const { db } = here.platform
    const { pay } = deployment.simulator.world
    if (!pay) throw new Error('no WeChat Pay')
    expect(await complaints(db, pay)).toEqual([])
    expect(await broken(here.platform)).toEqual([])
    await Promise.all(buyers.map(({ relogin }) => relogin()))
    await Promise.all(buyers.map(({ replay }) => replay()))
    const { groupOrders, mallOrders, failures } = doneBy(buyers)
    const there = await amounts(db, pay)
    expect([there.groupOrders, there.mallOrders, failures]).toEqual([groupOrders, mallOrders, []])
    process.stdout.write(`money that moved: ${JSON.stringify(there)}\n`)
    for (const amount of Object.values(there)) expect(amount).toBeGreaterThan(0)
  } finally {
    await here.stop()
  }
}

test('kill -9 while money moves: every paid order is a voucher, goods, or all the money back, by WeChat’s own books', async () => {
  const goods = await putOnSale(deployment)
  let server = await start()
  const buyers = await buyersAt(deployment, goods, BUYERS, [server.url])
  let unanswered = 0
  for (let cycle = 0; cycle < CYCLES || (cycle < CYCLES_MAX && !(await isEnough())); cycle += 1) {
    await storm(buyers, async (over) => {
      await sleep(randomInt(1500, 4500))
      over()
      await server.kill('SIGKILL')
    })
    unanswered += doneBy(buyers).unanswered
    server = await start()
    for (const buyer of buyers) buyer.moveTo(server.url)
    await Promise.all(buyers.map(({ replay }) => replay()))
  }
  // Else no kill came at an interesting moment, and nothing was shown.
  expect(unanswered).toBeGreaterThan(0)
  await server.kill('SIGKILL')
  await judge(buyers)
})

if (ENGINE === 'mysql')
  test('two servers, whose workers do the same work, and one of them dies: one refund at WeChat per cause, one voucher per order', async () => {
    const goods = await putOnSale(deployment)
    const [first, second] = [await start(), await start()]
    const buyers = await buyersAt(deployment, goods, BUYERS, [first.url, second.url])
    await storm(buyers, async (over) => {
      for (let turn = 0; turn < LONGEST_TURNS && !(await isEnough()); turn += 1) {
        deployment.heardAt(turn % 2 === 0 ? first.url : second.url)
        await sleep(TURN_MS)
      }
      over()
    })
    // What is on its way is in both workers’ hands when one of them dies; the other one goes on.
    await first.kill('SIGKILL')
    deployment.heardAt(second.url)
    for (const buyer of buyers) buyer.moveTo(second.url)
    await Promise.all(buyers.map(({ replay }) => replay()))
    await sleep(3000)
    expect(await second.kill('SIGTERM')).toBe(0)
    await judge(buyers)
  })
