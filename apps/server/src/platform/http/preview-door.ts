import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Middleware } from 'koa'
import { staticFiles } from './static-files'

const H5_DIR = path.resolve('apps/miniapp/dist/h5')

/** The mini program's browser build under /h5/, when it was built. */
export const previewDoor = (): Middleware =>
  existsSync(path.join(H5_DIR, 'index.html')) ? staticFiles('/h5/', H5_DIR) : (_ctx, next) => next()
