import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./parts/build.mjs').then(function (parts) {
  return parts.build(process.argv.slice(2))
})
