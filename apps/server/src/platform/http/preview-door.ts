import path from 'node:path'
import type { Middleware } from 'koa'
import { staticFiles } from './static-files'

const H5_DIR = path.resolve('apps/miniapp/dist/h5')

/** The mini program's browser build under /h5/; not found until it was built. */
export const previewDoor = (): Middleware => staticFiles('/h5/', H5_DIR)
