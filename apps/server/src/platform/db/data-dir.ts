import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'

export class DataDirUnwritable extends Error {
  constructor(dataDir: string, cause: unknown) {
    super(`The data folder ${dataDir} cannot be written. Set DATA_DIR to one that can.`, { cause })
  }
}

// One step at a time: given such a place as /proc/x, Node's own recursive mkdir never comes back.
function make(dir: string) {
  if (existsSync(dir)) return
  make(path.dirname(dir))
  mkdirSync(dir)
}

/** Makes the folder when it is not there; refuses in one sentence when nothing can be written in it. */
export function ensureDataDir(dataDir: string) {
  const dir = path.resolve(dataDir)
  try {
    make(dir)
    accessSync(dir, constants.W_OK)
  } catch (error) {
    throw new DataDirUnwritable(dataDir, error)
  }
}
