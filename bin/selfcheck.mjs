import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./parts/start.mjs').then(function (parts) {
  return parts.serverCommand('selfcheck', process.argv.slice(2))
})
