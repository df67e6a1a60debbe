import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** A path inside the repository. */
export const at = (...parts) => path.join(root, ...parts)

/** Where tools keep what they can make again. */
export const cacheDir = at('node_modules/.cache/huitou')
