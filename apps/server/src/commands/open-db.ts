import type { DataSource } from 'typeorm'
import type { Settings } from '@huitou/config/settings'
import { migrations } from '#migrations/all'
import { entities } from '#server/entities'
import { connectDb } from '#server/platform/db/connect'

export const openDb = (settings: Settings): Promise<DataSource> =>
  connectDb({
    url: settings.DATABASE_URL,
    dataDir: settings.DATA_DIR,
    pool: settings.DATABASE_POOL,
    entities,
    migrations,
  })

export const say = (line: string) => process.stdout.write(`${line}\n`)
