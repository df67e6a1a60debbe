// `node bin/complete-lock.mjs` after the lockfile changed. A registry that lacks other systems' optional binaries makes npm leave them out of the
// lockfile, and `npm ci` then refuses it everywhere. What their parents ask for is known, so it is written in: npm fetches only those
// of the system it runs on.
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = new URL('../package-lock.json', import.meta.url)
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

const lock = JSON.parse(readFileSync(FILE, 'utf8'))

/** "@oxlint/binding-linux-x64-musl" says what it is for. */
const purposeOf = (name) => {
  const parts = name.split(/[/-]/)
  const named = (known) => known.filter((one) => parts.includes(one))
  return {
    os: named(SYSTEMS),
    cpu: named(PROCESSORS),
    ...(parts.includes('musl') ? { libc: ['musl'] } : parts.includes('gnu') ? { libc: ['glibc'] } : {}),
  }
}

/** What `name` means to a package at `place`: its own copy, or that of the nearest folder above. */
function visibleFrom(place, name) {
  const folders = place.split('/node_modules/')
  for (let depth = folders.length; depth > 0; depth -= 1) {
    const found = lock.packages[`${folders.slice(0, depth).join('/node_modules/')}/node_modules/${name}`]
    if (found) return found
  }
  return lock.packages[`node_modules/${name}`]
}

const added = []
for (const [place, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const purpose = purposeOf(name)
    // Only binaries for one system, pinned to their parent's version.
    if (purpose.os.length === 0 || purpose.cpu.length === 0 || !/^\d+\.\d+\.\d+/.test(version)) continue
    if (visibleFrom(place, name)?.version === version) continue
    const taken = lock.packages[`node_modules/${name}`] !== undefined
    lock.packages[taken ? `${place}/node_modules/${name}` : `node_modules/${name}`] = {
      version,
      ...purpose,
      optional: true,
    }
    added.push(`${name}@${version}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added.length} optional packages written in${added.length > 0 ? `: ${added.join(', ')}` : ''}`)
