import path from 'node:path'
import { ensureDataDir } from './data-dir'
import { SafeLibsql } from './libsql'

export class DataDirTaken extends Error {
  constructor(dataDir: string) {
    super(`Another server is using the data folder ${dataDir}. Stop it first, or set DATA_DIR to another folder.`)
  }
}

/**
 * Keeps a second server away from the embedded database. The lock is an open transaction on a file of its own: whatever ends this
 * process, kill -9 included, frees it.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  ensureDataDir(dataDir)
  const lock = new SafeLibsql(path.resolve(dataDir, 'server.lock'), { timeout: 200 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new DataDirTaken(dataDir)
  }
  return { release: () => lock.close() }
}
