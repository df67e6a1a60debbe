// Node's version first: the rest uses syntax that an old one cannot even read.
import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./parts/start.mjs').then(function (parts) {
  return parts.start(process.argv.slice(2))
})
