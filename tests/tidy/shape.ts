import path from 'node:path'
import { isCode, isTest, type SourceFile } from './tree'

const LINES_MAX = 250
const TEST_LINES_MAX = 500
const FOLDER_MAX = 14
/** Made by a tool, or history that nobody edits. */
const ANY_LENGTH = /(^|\/)(migrations|generated)\/|openapi\.released\.json$/

const BANNED = /(^|\/)(utils?|common|helpers?|services?|misc|lib)(\/|\.[a-z]+$)/

const linesOf = (text: string) => text.trimEnd().split('\n').length

/** Files that no longer fit on a few screens. */
export const longFiles = (files: SourceFile[]) =>
  files
    .filter((file) => isCode(file) && !ANY_LENGTH.test(file.path))
    .filter((file) => linesOf(file.text) > (isTest(file) ? TEST_LINES_MAX : LINES_MAX))
    .map((file) => `${file.path}: ${linesOf(file.text)} lines`)

/** Folders in which a newcomer no longer finds their way. Tests and styles lie beside their source and do not count. */
export function crowdedFolders(files: SourceFile[]) {
  const counts = new Map<string, number>()
  for (const file of files)
    if (/\.(ts|tsx|js|mjs|cjs)$/.test(file.path) && !isTest(file)) {
      const folder = path.posix.dirname(file.path)
      counts.set(folder, (counts.get(folder) ?? 0) + 1)
    }
  // Migrations are one list that only grows; nobody looks for anything among them.
  counts.delete('apps/server/migrations')
  return [...counts].filter(([, count]) => count > FOLDER_MAX).map(([folder, count]) => `${folder}: ${count} files`)
}

/** Names that say nothing about what is inside. */
export const bannedNames = (files: SourceFile[]) =>
  files.filter((file) => BANNED.test(file.path)).map((file) => file.path)

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

/** Files that only pass on what others export: one more hop for every reader. */
export const barrels = (files: SourceFile[]) =>
  files
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file.path))
    .filter(({ text }) => {
      const rest = withoutComments(text).trim()
      return (
        rest !== '' &&
        rest.replace(/export\s+(type\s+)?(\*(\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"][^'"]+['"];?/g, '').trim() === ''
      )
    })
    .map((file) => file.path)
