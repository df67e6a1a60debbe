// `npm run migrate` brings the database up to date; `npm run migrate -- back` takes the newest migration back.
import { requireNode } from './parts/node-version.mjs'

requireNode()
void import('./parts/start.mjs').then(function (parts) {
  const args = process.argv.slice(2)
  return args[0] === 'back' ? parts.serverCommand('migrate:back', args.slice(1)) : parts.serverCommand('migrate', args)
})
