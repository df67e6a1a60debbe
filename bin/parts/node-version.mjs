// Runs on whatever Node there is, so it keeps to the oldest syntax that loads as a module, and imports nothing.
const WANTED = [20, 19, 0]

/** True when `version` ("20.19.0") is at least the wanted one. */
function isNewEnough(version) {
  const parts = version.split('.').map(Number)
  for (let at = 0; at < WANTED.length; at += 1) if (parts[at] !== WANTED[at]) return parts[at] > WANTED[at]
  return true
}

/** Ends the process with one sentence when this Node is too old. */
export function requireNode() {
  if (isNewEnough(process.versions.node)) return
  console.error(
    'Huitou needs Node.js ' +
      WANTED.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '. Get one at https://nodejs.org and try again.',
  )
  process.exit(1)
}
