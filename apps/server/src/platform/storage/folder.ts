import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Storage } from './port'

const ABSENT = new Set(['ENOENT', 'ENOTDIR'])

const orAbsent = (error: unknown) => {
  if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return null
  throw error
}

/** A name is one path segment, so that nothing outside the folder can be meant. */
const fileOf = (folder: string, name: string) => {
  if (!/^[\w-]+\.[a-z0-9]+$/.test(name)) throw new Error(`no name for a file: ${name}`)
  return path.join(folder, name)
}

/** Files in a folder. Written aside and moved into place: a file that is there is whole. */
export const folderStorage = (folder: string): Storage => ({
  async put(name, bytes) {
    const file = fileOf(folder, name)
    await mkdir(folder, { recursive: true })
    const aside = `${file}.${randomUUID()}`
    const handle = await open(aside, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(aside, file)
  },
  get: (name) => readFile(fileOf(folder, name)).catch(orAbsent),
  remove: (name) => rm(fileOf(folder, name), { force: true }),
})
