import Libsql from 'libsql'

/** A parameter that the native binding takes: it aborts the process on booleans, and on a lone Buffer or Date. */
const bindable = (value: unknown) => {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', '')
  return value
}

type Row = Record<string, unknown>

/** `.all()` hands BLOBs out as ArrayBuffer, and `.get()` adds a key of its own; rows leave here as better-sqlite3 would give them. */
const plain = (row: Row | undefined) => {
  if (!row) return row
  delete row['_metadata']
  for (const key of Object.keys(row)) if (row[key] instanceof ArrayBuffer) row[key] = Buffer.from(row[key])
  return row
}

type NativeStatement = {
  reader: boolean
  run(parameters: unknown[]): { changes: number; lastInsertRowid: number | bigint }
  get(parameters: unknown[]): Row | undefined
  all(parameters: unknown[]): Row[]
}

class Statement {
  readonly reader: boolean
  constructor(
    private readonly native: NativeStatement,
    private readonly sql: string,
  ) {
    this.reader = native.reader
  }

  // Always one array: a single null, Buffer or Date passed alone is not taken for a parameter.
  private bound(parameters: unknown[]) {
    const wanted = this.sql.includes("'") ? parameters.length : (this.sql.match(/\?/g) ?? []).length
    if (wanted !== parameters.length)
      throw new Error(`statement takes ${wanted} parameters, got ${parameters.length}: ${this.sql.slice(0, 120)}`)
    return parameters.map(bindable)
  }

  run(...parameters: unknown[]) {
    return this.native.run(this.bound(parameters))
  }

  get(...parameters: unknown[]) {
    return plain(this.native.get(this.bound(parameters)))
  }

  all(...parameters: unknown[]) {
    const rows = this.native.all(this.bound(parameters))
    for (const row of rows) plain(row)
    return rows
  }
}

const STATEMENTS_MAX = 1000

/** libsql with the edges taken off that would abort the process or change values silently: as much of it as TypeORM calls. */
export class SafeLibsql {
  private readonly native: InstanceType<typeof Libsql>
  private readonly statements = new Map<string, Statement>()

  constructor(file: string, options: { timeout?: number } = {}) {
    this.native = new Libsql(file, options)
  }

  /** Prepared once per connection; TypeORM asks again for every query. */
  prepare(sql: string): Statement {
    const known = this.statements.get(sql)
    if (known) return known
    const statement = new Statement(this.native.prepare(sql) as unknown as NativeStatement, sql)
    this.statements.set(sql, statement)
    const oldest = this.statements.size > STATEMENTS_MAX ? this.statements.keys().next().value : undefined
    if (oldest !== undefined) this.statements.delete(oldest)
    return statement
  }

  pragma(source: string, options?: { simple?: boolean }): unknown {
    const rows = (this.native.prepare(`PRAGMA ${source}`) as unknown as NativeStatement).all([])
    return options?.simple ? Object.values(rows[0] ?? {})[0] : rows
  }

  exec(sql: string) {
    this.native.exec(sql)
  }

  close() {
    this.native.close()
  }
}
