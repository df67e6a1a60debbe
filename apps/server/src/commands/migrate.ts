import type { Settings } from '@huitou/config/settings'
import { migrate, migrateBack } from '#server/platform/db/migrate'
import { lockDataDir } from '#server/platform/db/process-lock'
import { openDb, say } from './open-db'

async function withDb(settings: Settings, work: (db: Awaited<ReturnType<typeof openDb>>) => Promise<void>) {
  const lock = settings.DATABASE_URL ? null : lockDataDir(settings.DATA_DIR)
  const db = await openDb(settings)
  try {
    await work(db)
  } finally {
    await db.destroy()
    lock?.release()
  }
}

export const migrateCommand = (settings: Settings) =>
  withDb(settings, async (db) => {
    const done = await migrate(db)
    say(done.length === 0 ? 'The database is up to date.' : `Migrated: ${done.join(', ')}`)
  })

export const migrateBackCommand = (settings: Settings) =>
  withDb(settings, async (db) => {
    await migrateBack(db)
    say('Took the newest migration back.')
  })
