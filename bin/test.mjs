// `npm test` runs every step; `npm test -- lint unit` runs those. HUITOU_NO_SKIP=1 makes a step that cannot run a failure.
import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./test/run.mjs').then(function (parts) {
  return parts.test(process.argv.slice(2))
})
