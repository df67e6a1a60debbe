// `npm run setup -- shop.json` sets an empty database up for one shop.
import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./parts/start.mjs').then(function (parts) {
  return parts.serverCommand('setup', process.argv.slice(2))
})
