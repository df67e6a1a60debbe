import { SettingsInvalid, readSettings } from '@huitou/config/settings'
import { DataDirUnwritable } from './platform/db/data-dir'
import { DataDirTaken } from './platform/db/process-lock'
import { SetupRefused } from './setup-refused'
import { SecretsMissing } from './secrets'

const MENDABLE = [SettingsInvalid, SecretsMissing, DataDirTaken, DataDirUnwritable, SetupRefused]

/** One sentence for what a person can mend; the whole error for what is our fault. */
function explain(error: unknown): string {
  const { code, message = '', port, path: file } = (error ?? {}) as { code?: string; message?: string; port?: number; path?: string }
  if (MENDABLE.some((kind) => error instanceof kind)) return message
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Stop what uses it, or choose another: PORT=3001 npm start`
  if (code === 'EACCES' && port !== undefined) return `This user may not open port ${port}. Choose one above 1024: PORT=3001 npm start`
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM') return `The file ${file ?? ''} cannot be opened: ${message}`
  if (code === 'ECONNREFUSED' || code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_BAD_DB_ERROR') return `The database does not let us in: ${message}`
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
  if (!command) throw new SettingsInvalid([`there is no command "${name}"; there are ${Object.keys(commands).join(', ')}`])
  await command(args)
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`)
  process.exit(1)
}
