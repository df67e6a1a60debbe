import { migrations } from '#migrations/all'
import { migrate, migrateBack } from '#server/platform/db/migrate'
import type { FreshDb } from './fresh-db'
import { freshDb } from './world'

/** Named by its class, without the number. */
function indexOf(name: string) {
  const index = migrations.findIndex((one) => one.name.replace(/\d+$/, '') === name)
  if (index <= 0) throw new Error(`no migration ${name}, or nothing before it`)
  return index
}

/** A database as a shop had it before one of the migrations. `migrate` brings it up to date from there. */
export async function dbBefore(name: string): Promise<FreshDb> {
  const fresh = await freshDb()
  const { db } = fresh
  const all = db.migrations
  Object.assign(db, { migrations: all.slice(0, indexOf(name)) })
  await migrate(db)
  Object.assign(db, { migrations: all })
  return fresh
}

/** Takes the newest ones back, that one included. */
export async function takeBackUntil({ db }: Pick<FreshDb, 'db'>, name: string) {
  for (let step = migrations.length; step > indexOf(name); step -= 1) await migrateBack(db)
}
