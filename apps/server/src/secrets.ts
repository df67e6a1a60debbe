import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Settings } from '@huitou/config/settings'
import { ensureDataDir } from './platform/db/data-dir'

/** What signs and seals. `sessions` newest first. */
export type Secrets = { sessions: string[]; vault: string; code: string }

const FILE = 'secrets.json'
const OWNER_ONLY = 0o600

const make = () => randomBytes(32).toString('base64url')

/** The demo makes its own secrets once and keeps them beside its database, readable by nobody else. */
function demoSecrets(dataDir: string): Secrets {
  const file = path.resolve(dataDir, FILE)
  if (!existsSync(file)) {
    ensureDataDir(dataDir)
    const secrets: Secrets = { sessions: [make()], vault: make(), code: make() }
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: OWNER_ONLY })
  }
  chmodSync(file, OWNER_ONLY)
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets
}

export class SecretsMissing extends Error {}

/** From the settings; only the demo may do without. */
export function secretsFor(settings: Settings, isDemo: boolean): Secrets {
  const { SESSION_SECRETS, VAULT_SECRET, CODE_SECRET } = settings
  if (SESSION_SECRETS && VAULT_SECRET && CODE_SECRET)
    return {
      sessions: SESSION_SECRETS.split(',').map((secret) => secret.trim()),
      vault: VAULT_SECRET,
      code: CODE_SECRET,
    }
  if (!isDemo)
    throw new SecretsMissing('SESSION_SECRETS, VAULT_SECRET and CODE_SECRET must be set: only the demo makes its own.')
  return demoSecrets(settings.DATA_DIR)
}
