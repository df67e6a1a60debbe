import { SettingsInvalid, readSettings } from '@huitou/config/settings'
import { DataDirUnwritable } from './platform/db/data-dir'
import { DataDirTaken } from './platform/db/process-lock'
import { SetupRefused } from './setup-refused'
import { SecretsMissing } from './secrets'

const MENDABLE = [SettingsInvalid, SecretsMissing, DataDirTaken, DataDirUnwritable, SetupRefused]

type Fault = { code?: string; message?: string; port?: number; path?: string }

const PORT_TAKEN = 'Stop what uses it, or choose another: PORT=3001 npm start'
const SENTENCES: Record<string, (fault: Fault) => string> = {
  EADDRINUSE: ({ port }) => `Port ${port} is taken. ${PORT_TAKEN}`,
  EACCES: ({ port, path, message }) =>
    port ? `This user may not open port ${port}. ${PORT_TAKEN}` : `${path} cannot be opened: ${message}`,
  ENOENT: ({ path, message }) => `${path} cannot be opened: ${message}`,
  ECONNREFUSED: ({ message }) => `The database does not answer: ${message}`,
  ER_ACCESS_DENIED_ERROR: ({ message }) => `The database does not let us in: ${message}`,
  ER_BAD_DB_ERROR: ({ message }) => `The database does not exist yet: ${message}`,
}

/** One sentence for what a person can mend; the whole error for what is our fault. */
function explain(error: unknown): string {
  const fault = (error ?? {}) as Fault
  if (MENDABLE.some((kind) => error instanceof kind)) return fault.message ?? ''
  const sentence = SENTENCES[fault.code ?? '']
  if (sentence) return sentence(fault)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

const commands: Record<string, (args: string[]) => Promise<void>> = {
  serve: async () => (await import('./commands/serve')).serveCommand(readSettings(process.env)),
  migrate: async () => (await import('./commands/migrate')).migrateCommand(readSettings(process.env)),
  'migrate:back': async () => (await import('./commands/migrate')).migrateBackCommand(readSettings(process.env)),
  setup: async ([file]) => (await import('./commands/setup')).setupCommand(readSettings(process.env), file),
  selfcheck: async () => (await import('./commands/selfcheck')).selfcheckCommand(readSettings(process.env)),
  bench: async (args) => (await import('./commands/bench')).benchCommand(args),
}

const [name = 'serve', ...args] = process.argv.slice(2)
const command = commands[name]

try {
  if (!command)
    throw new SettingsInvalid([`there is no command "${name}"; there are ${Object.keys(commands).join(', ')}`])
  await command(args)
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`)
  process.exit(1)
}
