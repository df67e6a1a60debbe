import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./parts/dev.mjs').then(function (parts) {
  return parts.dev(process.argv.slice(2))
})
