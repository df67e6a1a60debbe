import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./parts/start.mjs').then(function (parts) {
  return parts.serverCommand('bench', process.argv.slice(2))
})
