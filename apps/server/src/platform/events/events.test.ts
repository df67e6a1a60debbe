import { inTransaction } from '#server/platform/db/tx'
import { migrate } from '#server/platform/db/migrate'
import { freshDb } from '#test/world'
import { announce } from './announce'
import { deliverEvents, type EventHandler, type OnEvent } from './deliver'
import { Events, EventsHandled } from './entities'

type Fresh = Awaited<ReturnType<typeof freshDb>>
let fresh: Fresh
beforeAll(async () => {
  fresh = await freshDb()
  await migrate(fresh.db)
})
afterAll(async () => {
  await fresh.db.destroy()
  await fresh.drop()
})
beforeEach(async () => {
  await fresh.db.manager.clear(EventsHandled)
  await fresh.db.manager.clear(Events)
})

const NOW = new Date('2026-11-22T10:00:00.000Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)

const listening = (run: OnEvent): EventHandler => ({ name: 'test.handler', event: 'test.happened', run })
const say = () => inTransaction(fresh.db, (tx) => announce(tx, 'test.happened', { number: 1 }, NOW))

test('an event reaches its handler once, also when four workers deliver at once', async () => {
  for (let index = 0; index < 30; index += 1) await say()
  const heard: string[] = []
  const handler = listening(async (_tx, event) => {
    heard.push(event.id)
  })
  await Promise.all(Array.from({ length: 4 }, () => deliverEvents(fresh.db, [handler], NOW)))
  expect(heard).toHaveLength(30)
  expect(new Set(heard).size).toBe(30)
  expect((await deliverEvents(fresh.db, [handler], later(120_000))).taken).toBe(0)
})

test('what was announced in a transaction that failed did not happen', async () => {
  await expect(
    inTransaction(fresh.db, async (tx) => {
      await announce(tx, 'test.happened', {}, NOW)
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await fresh.db.manager.count(Events)).toBe(0)
})

test('a failing handler is tried again later, with its own writes undone, and holds up no other event', async () => {
  await say()
  await say()
  let fail = true
  const heard: string[] = []
  const handler = listening(async (tx, event) => {
    await announce(tx, 'test.written', { by: event.id }, NOW)
    if (fail && event.id === first?.id) throw new Error('not now')
    heard.push(event.id)
  })
  const [first] = await fresh.db.manager.find(Events, { order: { id: 'ASC' } })
  const round = await deliverEvents(fresh.db, [handler], NOW)
  expect(round.problems).toHaveLength(1)
  expect(heard).toHaveLength(1)
  expect(await fresh.db.manager.countBy(Events, { name: 'test.written' })).toBe(1)
  expect(await fresh.db.manager.findOneByOrFail(Events, { id: first?.id ?? '' })).toMatchObject({
    attempts: 1,
    lastError: 'not now',
  })
  fail = false
  await deliverEvents(fresh.db, [handler], later(10_000))
  expect(heard).toHaveLength(2)
})

test('a worker that died in the middle: after its lease another one goes on, without a second effect', async () => {
  await say()
  const heard: string[] = []
  const handler = listening(async (_tx, event) => {
    heard.push(event.id)
  })
  const [event] = await fresh.db.manager.find(Events)
  // It handled the event and died before it could say so.
  await fresh.db.manager.insert(EventsHandled, { eventId: event?.id ?? '', handler: handler.name, at: NOW })
  await fresh.db.manager.update(Events, { id: event?.id ?? '' }, { nextAt: later(30_000) })
  expect((await deliverEvents(fresh.db, [handler], NOW)).taken).toBe(0)
  expect((await deliverEvents(fresh.db, [handler], later(31_000))).taken).toBe(1)
  expect(heard).toEqual([])
  expect(await fresh.db.manager.findOneByOrFail(Events, { id: event?.id ?? '' })).toMatchObject({ nextAt: null })
})

const HEARD_TOGETHER = { name: 'test.together', event: 'test.happened' }

test('who takes many at once has them in one transaction; one that fails spoils nothing for the others', async () => {
  for (let index = 0; index < 5; index += 1) await say()
  const ids = (await fresh.db.manager.find(Events, { order: { id: 'ASC' } })).map(({ id }) => id)
  const guilty = ids[2] ?? ''
  let fail = true
  const batches: string[][] = []
  const handler: EventHandler = {
    ...HEARD_TOGETHER,
    runMany: async (tx, events) => {
      for (const { id } of events) await announce(tx, 'test.written', { by: id }, NOW)
      if (fail && events.some(({ id }) => id === guilty)) throw new Error('not now')
      batches.push(events.map(({ id }) => id))
    },
  }
  const { problems } = await deliverEvents(fresh.db, [handler], NOW)
  expect(problems.map(({ event }) => event.id)).toEqual([guilty])
  expect(batches).toEqual(ids.filter((id) => id !== guilty).map((id) => [id]))
  expect(await fresh.db.manager.countBy(Events, { name: 'test.written' })).toBe(4)
  fail = false
  await say()
  await deliverEvents(fresh.db, [handler], later(10_000))
  expect(batches).toHaveLength(5)
  expect(batches[4]).toHaveLength(2)
  expect(batches[4]).toContain(guilty)
})
