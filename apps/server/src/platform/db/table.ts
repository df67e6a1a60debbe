import { Table, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm'

type Options = Pick<TableColumnOptions, 'isNullable' | 'default' | 'isPrimary'>

const isSqlite = (runner: QueryRunner) => runner.connection.options.type === 'better-sqlite3'

const varchar =
  (manner: Pick<TableColumnOptions, 'charset' | 'collation'>) =>
  (name: string, length: number, options: Options = {}): TableColumnOptions => ({
    name,
    type: 'varchar',
    length: String(length),
    ...manner,
    ...options,
  })

/** Table columns, each with the type that the engine at hand wants. The names match `columns.ts`. */
export const columnsFor = (runner: QueryRunner) => {
  const sqlite = isSqlite(runner)
  const exact = sqlite ? {} : { charset: 'utf8mb4', collation: 'utf8mb4_bin' }
  const ascii = sqlite ? {} : { charset: 'ascii', collation: 'ascii_bin' }
  return {
    key: (): TableColumnOptions => ({
      name: 'id',
      type: sqlite ? 'integer' : 'bigint',
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    }),
    ref: (name: string, options: Options = {}): TableColumnOptions => ({ name, type: 'bigint', ...options }),
    amount: (name: string, options: Options = {}): TableColumnOptions => ({ name, type: 'bigint', ...options }),
    count: (name: string, options: Options = {}): TableColumnOptions => ({ name, type: 'int', ...options }),
    text: varchar({}),
    /** Text of which each character counts: no two words or emoji are taken for the same. */
    exactText: varchar(exact),
    token: varchar(ascii),
    longText: (name: string, options: Options = {}): TableColumnOptions => ({ name, type: 'text', ...options }),
    instant: (name: string, options: Options = {}): TableColumnOptions => ({
      name,
      type: 'datetime',
      ...(sqlite ? {} : { precision: 3 }),
      ...options,
    }),
    flag: (name: string, options: Options = {}): TableColumnOptions => ({
      name,
      type: 'tinyint',
      default: 0,
      ...options,
    }),
    json: (name: string, options: Options = {}): TableColumnOptions => ({ name, type: 'text', ...options }),
  }
}

export type Columns = ReturnType<typeof columnsFor>

export type TablePlan = {
  name: string
  columns: (c: Columns) => TableColumnOptions[]
  unique?: string[][]
  index?: string[][]
  /** Conditions that every row keeps, whatever the code does. */
  checks?: Record<string, string>
}

const nameOf = (prefix: string, table: string, columns: string[]) =>
  `${prefix}_${table}_${columns.join('_')}`.slice(0, 64)

async function create(runner: QueryRunner, plan: TablePlan) {
  const checks = Object.entries(plan.checks ?? {})
  const table = new Table({
    name: plan.name,
    columns: plan.columns(columnsFor(runner)),
    indices: [
      ...(plan.unique ?? []).map((columnNames) => ({
        name: nameOf('uq', plan.name, columnNames),
        columnNames,
        isUnique: true,
      })),
      ...(plan.index ?? []).map((columnNames) => ({ name: nameOf('ix', plan.name, columnNames), columnNames })),
    ].map((index) => new TableIndex(index)),
    checks: isSqlite(runner)
      ? checks.map(([name, expression]) => ({ name: `ck_${plan.name}_${name}`, expression }))
      : [],
  })
  // MySQL commits each DDL by itself: a migration that was cut off must be able to run again.
  if (await runner.hasTable(plan.name)) return
  await runner.createTable(table)
  // TypeORM writes no CHECK for MySQL.
  if (!isSqlite(runner))
    for (const [name, expression] of checks)
      await runner.query(`ALTER TABLE \`${plan.name}\` ADD CONSTRAINT ck_${plan.name}_${name} CHECK (${expression})`)
}

/** A migration that creates these tables, and drops them on the way back. */
export const creating = (name: string, plans: TablePlan[]): new () => MigrationInterface =>
  class implements MigrationInterface {
    readonly name = name
    async up(runner: QueryRunner) {
      for (const plan of plans) await create(runner, plan)
    }
    async down(runner: QueryRunner) {
      for (const plan of [...plans].reverse()) await runner.dropTable(plan.name, true)
    }
  }

/** What changes about a table that is there: more columns (nullable, or with a default), more indexes, fewer indexes. */
export type Alteration = {
  table: string
  add?: (c: Columns) => TableColumnOptions[]
  index?: string[][]
  unique?: string[][]
  /** Indexes that go, by the columns they are on. The way back makes them again. */
  dropUnique?: string[][]
  dropIndex?: string[][]
}

const quoted = (name: string) => `\`${name}\``

/** As SQL, since TypeORM would copy a whole SQLite table to add a column, and lose its triggers. */
function definitionOf(column: TableColumnOptions) {
  const { type, length, precision, charset, collation, isNullable } = column
  const size = length ?? precision
  const words = [
    quoted(column.name),
    size === undefined || size === null ? type : `${type}(${size})`,
    charset ? `CHARACTER SET ${charset}` : '',
    collation ? `COLLATE ${collation}` : '',
    isNullable ? 'NULL' : 'NOT NULL',
    column.default === undefined ? '' : `DEFAULT ${column.default}`,
  ]
  return words.filter((word) => word !== '').join(' ')
}

const hasIndex = async (runner: QueryRunner, table: string, name: string) =>
  ((await runner.getTable(table))?.indices ?? []).some((index) => index.name === name)

async function addIndex(runner: QueryRunner, table: string, columnNames: string[], isUnique: boolean) {
  const name = nameOf(isUnique ? 'uq' : 'ix', table, columnNames)
  if (await hasIndex(runner, table, name)) return
  await runner.query(
    `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${name} ON ${table} (${columnNames.map(quoted).join(', ')})`,
  )
}

async function dropIndex(runner: QueryRunner, table: string, columnNames: string[], isUnique: boolean) {
  const name = nameOf(isUnique ? 'uq' : 'ix', table, columnNames)
  if (!(await hasIndex(runner, table, name))) return
  await runner.query(`DROP INDEX ${name}${isSqlite(runner) ? '' : ` ON ${table}`}`)
}

async function alter(runner: QueryRunner, { table, ...wanted }: Alteration) {
  const columns = wanted.add?.(columnsFor(runner)) ?? []
  for (const column of columns)
    if (!(await runner.hasColumn(table, column.name)))
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${definitionOf(column)}`)
  for (const names of wanted.dropUnique ?? []) await dropIndex(runner, table, names, true)
  for (const names of wanted.dropIndex ?? []) await dropIndex(runner, table, names, false)
  for (const names of wanted.unique ?? []) await addIndex(runner, table, names, true)
  for (const names of wanted.index ?? []) await addIndex(runner, table, names, false)
}

async function alterBack(runner: QueryRunner, { table, ...wanted }: Alteration) {
  for (const names of wanted.index ?? []) await dropIndex(runner, table, names, false)
  for (const names of wanted.unique ?? []) await dropIndex(runner, table, names, true)
  for (const names of wanted.dropIndex ?? []) await addIndex(runner, table, names, false)
  for (const names of wanted.dropUnique ?? []) await addIndex(runner, table, names, true)
  for (const column of wanted.add?.(columnsFor(runner)) ?? [])
    if (await runner.hasColumn(table, column.name))
      await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column.name}`)
}

/** A migration that changes tables which are there and creates others, and undoes both on the way back. */
export const altering = (
  name: string,
  alterations: Alteration[],
  created: TablePlan[] = [],
): new () => MigrationInterface =>
  class extends creating(name, created) {
    override async up(runner: QueryRunner) {
      await super.up(runner)
      for (const one of alterations) await alter(runner, one)
    }
    override async down(runner: QueryRunner) {
      for (const one of [...alterations].reverse()) await alterBack(runner, one)
      await super.down(runner)
    }
  }
