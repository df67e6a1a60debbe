import { migrate } from './migrate'
import { inTransaction } from './tx'
import { dbFault } from './fault'
import { announce } from '#server/platform/events/announce'
import { Events } from '#server/platform/events/entities'
import { freshDb } from '#test/world'

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

const deadlock = () => Object.assign(new Error('Deadlock found when trying to get lock'), { errno: 1213 })
const NOW = new Date('2026-11-22T10:00:00.000Z')

test('a deadlock runs the whole unit again, and leaves nothing of the tries that failed', async () => {
  let tries = 0
  const answer = await inTransaction(fresh.db, async (tx) => {
    tries += 1
    await announce(tx, 'test.tried', { tries }, NOW)
    if (tries < 3) throw deadlock()
    return 'done'
  })
  expect([answer, tries]).toEqual(['done', 3])
  const rows = await fresh.db.manager.findBy(Events, { name: 'test.tried' })
  expect(rows.map((row) => row.data)).toEqual([{ tries: 3 }])
})

test('one that does not end asks the caller to come back', async () => {
  let tries = 0
  const stuck = inTransaction(fresh.db, async () => {
    tries += 1
    throw deadlock()
  })
  await expect(stuck).rejects.toMatchObject({ code: 'busy', retryAfterSeconds: 1 })
  expect(tries).toBe(4)
})

test('any other error is not tried again', async () => {
  let tries = 0
  const broken = inTransaction(fresh.db, async () => {
    tries += 1
    throw new Error('a bug')
  })
  await expect(broken).rejects.toThrow('a bug')
  expect(tries).toBe(1)
})

test.each([
  [{ errno: 1062 }, 'duplicate'],
  [{ code: 'SQLITE_CONSTRAINT_UNIQUE' }, 'duplicate'],
  [{ errno: 1213 }, 'retry'],
  [{ errno: 1205 }, 'retry'],
  [{ errno: 1020 }, 'retry'],
  [{ code: 'SQLITE_BUSY_SNAPSHOT' }, 'retry'],
  [{ errno: 2013 }, 'lost'],
  [{ code: 'ECONNRESET' }, 'lost'],
  [{ message: "Can't add new command when connection is in closed state" }, 'lost'],
  [{ driverError: { errno: 1213 } }, 'retry'],
  [{ errno: 4025 }, 'other'],
  [null, 'other'],
])('%j means %s', (error, fault) => {
  expect(dbFault(error)).toBe(fault)
})
