import { readFileSync } from 'node:fs'
import path from 'node:path'
import Router from '@koa/router'

const FILES = {
  '/': ['try-it.html', 'html'],
  '/try-it.css': ['try-it.css', 'css'],
  '/try-it.js': ['try-it.js', 'js'],
} as const
const DIR = path.resolve('apps/server/try-it')

/** The page at `/`: two phones side by side and the store's code to scan. Demo mode only. */
export function tryItDoor() {
  const router = new Router()
  for (const [door, [file, type]] of Object.entries(FILES))
    router.get(door, (ctx) => {
      ctx.type = type
      ctx.body = readFileSync(path.join(DIR, file), 'utf8')
    })
  return router.routes()
}
