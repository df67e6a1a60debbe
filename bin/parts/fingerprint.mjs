import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { at } from './paths.mjs'

const NOT_BUILT = /(\.test\.tsx?|(^|\/)\.[^/]+)$/

function* filesUnder(file) {
  if (!statSync(at(file)).isDirectory()) yield file
  else for (const name of readdirSync(at(file)).sort()) yield* filesUnder(path.posix.join(file, name))
}

/** A hash over names and contents of everything that goes into a build; tests and hidden files do not. */
export function fingerprint(sources, extra = '') {
  const hash = createHash('sha256').update(extra)
  for (const source of sources)
    for (const file of filesUnder(source))
      if (!NOT_BUILT.test(file)) hash.update(`\n${file}\n`).update(readFileSync(at(file)))
  return hash.digest('hex')
}
