import { jobs } from '#server/worker'
import { startWorld, type World } from '#test/world'
import { Jobs } from './entities'
import { oneAtATime } from './one-at-a-time'
import { runJobIfDue, type Job } from './run-jobs'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const NOW = new Date('2026-11-22T10:00:00.000Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)

const jobOf = (name: string, run: Job['run']): Job => ({ name, everyMs: 60_000, run })

test('two processes at once run a due job once', async () => {
  let runs = 0
  const job = jobOf('test.once', async () => {
    runs += 1
    return false
  })
  await Promise.all(['a', 'b', 'c', 'd'].map((holder) => runJobIfDue(world.platform, job, holder, NOW)))
  expect(runs).toBe(1)
  await runJobIfDue(world.platform, job, 'a', later(59_000))
  expect(runs).toBe(1)
  await runJobIfDue(world.platform, job, 'b', later(61_000))
  expect(runs).toBe(2)
})

test('a job whose holder died is taken over after the lease', async () => {
  let runs = 0
  const job = jobOf('test.takeover', async () => {
    runs += 1
    return false
  })
  await world.db.manager.insert(Jobs, {
    name: job.name,
    dueAt: NOW,
    leaseUntil: later(60_000),
    leaseBy: 'dead',
    lastOkAt: null,
    lastError: null,
  })
  await runJobIfDue(world.platform, job, 'alive', later(1_000))
  expect(runs).toBe(0)
  await runJobIfDue(world.platform, job, 'alive', later(60_001))
  expect(runs).toBe(1)
})

test('a failure is kept for the self-check and tried again', async () => {
  let fail = true
  const job = jobOf('test.fails', async () => {
    if (fail) throw new Error('broken')
    return false
  })
  expect(await runJobIfDue(world.platform, job, 'a', NOW)).toMatchObject({ message: 'broken' })
  expect(await world.db.manager.findOneByOrFail(Jobs, { name: job.name })).toMatchObject({
    lastError: 'broken',
    leaseBy: null,
  })
  fail = false
  expect(await runJobIfDue(world.platform, job, 'a', later(60_001))).toBe('ok')
  expect(await world.db.manager.findOneByOrFail(Jobs, { name: job.name })).toMatchObject({ lastError: null })
})

test('every job of the product runs on an empty and on a used shop', async () => {
  const person = await world.member()
  await person.must('member.showCode', {})
  await person.must('checkin.checkIn', {})
  const farAhead = new Date(world.clock.now().getTime() + 500 * 86_400_000)
  for (const job of jobs) expect([job.name, await job.run(world.platform, farAhead)]).toEqual([job.name, false])
  const { available } = await person.relogin().then(() => person.must('points.balance', {}))
  expect(available).toBe(0)
})

test('what is asked for while it runs is done after it, never beside it, and an error ends nothing', async () => {
  let running = 0
  let most = 0
  let rounds = 0
  const failures: unknown[] = []
  const work = oneAtATime(
    async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      rounds += 1
      if (rounds === 2) throw new Error('once')
      return rounds < 3
    },
    (error) => failures.push(error),
  )
  work.ask()
  work.ask()
  await work.idle()
  expect([rounds, most, failures.length]).toEqual([2, 1, 1])
  work.ask()
  await work.idle()
  expect(rounds).toBe(3)
})
