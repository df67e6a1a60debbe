import type { QueryRunner } from 'typeorm'

export const isNullable = async (runner: QueryRunner, table: string, column: string) =>
  (await runner.getTable(table))?.columns.find((one) => one.name === column)?.isNullable === true

/**
 * Lets a reference be empty from now on, or no longer (what is empty becomes 0). One statement at a time, and each knows whether it is still
 * needed: a migration that was cut off runs again. An index on the column goes before and comes back after, which is the caller's to do.
 */
export async function letRefBeEmpty(runner: QueryRunner, table: string, column: string, nullable: boolean) {
  if ((await isNullable(runner, table, column)) === nullable) return
  const has = (name: string) => runner.hasColumn(table, name)
  const definition = nullable ? 'NULL' : 'NOT NULL DEFAULT 0'
  if (await has(column)) {
    if (!(await has(`${column}_next`)))
      await runner.query(`ALTER TABLE ${table} ADD COLUMN ${column}_next bigint ${definition}`)
    await runner.query(`UPDATE ${table} SET ${column}_next = ${column} WHERE ${column} IS NOT NULL`)
    await runner.query(`ALTER TABLE ${table} DROP COLUMN ${column}`)
  }
  if (await has(`${column}_next`)) await runner.query(`ALTER TABLE ${table} RENAME COLUMN ${column}_next TO ${column}`)
}
