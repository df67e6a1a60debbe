import { randomInt } from 'node:crypto'
import { Outcomes, Runs } from '../../apps/server/src/domains/journey/entities'
import { ENGINE } from '../../apps/server/test/fresh-db'
import { until } from '../../apps/server/test/until'
import { broken, letTimePass } from './afterwards'
import { startChild } from './child-server'
import { prepareDeployment, type Db, type Deployment } from './deployment'
import { minutePasses, putJourneysOn, stepsDone } from './planned'
import { createShopper, createTill, type Shopper } from './shoppers'
import { wrongOnTheWay } from './ways'

const CYCLES = 5
/** Who comes new in each. */
const PEOPLE = 8
/** A second one on the same SQLite file is kept out. */
const PROCESSES = ENGINE === 'mysql' ? 2 : 1
const LONGEST_SECONDS = 60

let deployment: Deployment
beforeEach(async () => {
  deployment = await prepareDeployment()
})
afterEach(() => deployment.drop())

/** Some steps later: the next moment is in the middle of others. */
async function stepping(db: Db, atLeast: number) {
  const before = await stepsDone(db)
  await until(async () => (await stepsDone(db)) >= before + atLeast, LONGEST_SECONDS)
}

/** Who stands in the middle of a way with a step that is due. */
const inTheMiddle = ({ manager }: Db) =>
  manager
    .createQueryBuilder(Runs, 'run')
    .where("run.state = 'open' AND run.step > 0 AND run.dueAt <= :now", { now: new Date() })
    .getCount()

/** Servers run while people do things, until all of them are killed at once. */
async function cycle(people: readonly Shopper[]) {
  await minutePasses(deployment)
  const servers = await Promise.all(Array.from({ length: PROCESSES }, () => startChild(deployment.env)))
  let isOver = false
  const living = people.map((one, index) => one.live(servers[index % PROCESSES]?.url ?? '', () => isOver))
  try {
    await deployment.look((db) => stepping(db, randomInt(5, 30)))
    // Who is at it hangs for a minute: another takes over, and then both are at it.
    await minutePasses(deployment)
    await deployment.look((db) => stepping(db, randomInt(5, 60)))
  } finally {
    isOver = true
    await Promise.all(servers.map((server) => server.kill('SIGKILL')))
    await Promise.all(living)
  }
}

test(
  'kill -9 while journeys run: everybody gets to the end, each step once, and no budget is passed',
  async () => {
    await putJourneysOn(deployment)
    const first = await startChild(deployment.env)
    const till = await createTill(deployment, first.url)
    await first.kill('SIGKILL')
    const people: Shopper[] = []
    let cutOff = 0
    for (let count = 0; count < CYCLES; count += 1) {
      people.push(...Array.from({ length: PEOPLE }, () => createShopper(deployment, till)))
      await cycle(people)
      cutOff += await deployment.look(inTheMiddle)
    }
    // Else no kill came at an interesting moment, and nothing was shown.
    expect(cutOff).toBeGreaterThan(0)
    const here = await deployment.serveHere()
    try {
      await Promise.all(people.map((one) => one.live(here.url, () => false)))
      await letTimePass(deployment, here)
      const { db } = here.platform
      expect(
        await wrongOnTheWay(
          db,
          people.map((one) => one.memberId()),
        ),
      ).toEqual([])
      expect(await broken(here.platform)).toEqual([])
      process.stdout.write(
        `${await db.manager.count(Outcomes)} steps of journeys, ${cutOff} ways cut off in the middle\n`,
      )
    } finally {
      await here.stop()
    }
  },
  5 * 60_000,
)
