import { send } from '@koa/send'
import type { Context, Next } from 'koa'
import { Refused } from '#server/platform/refused'

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'])
const YEAR_MS = 365 * 86_400_000

/** Serves the files of one folder under one path. Names with a content hash in them are kept by browsers for a year. */
export const staticFiles = (prefix: string, root: string) => async (ctx: Context, next: Next) => {
  if (!ctx.path.startsWith(prefix) || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
  const file = ctx.path.slice(prefix.length) || 'index.html'
  const hashed = /\.[0-9a-f]{8,}\./.test(file)
  try {
    await send(ctx, file, { root, maxage: hashed ? YEAR_MS : 0 })
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) throw new Refused('not_found', { cause: error })
    throw error
  }
}
