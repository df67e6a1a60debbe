import path from 'node:path'

/** The compiled mini program: `npm run build:weapp` writes it. */
export const DIST = path.resolve(__dirname, '../../dist/weapp')
