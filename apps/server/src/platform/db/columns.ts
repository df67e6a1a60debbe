import type { EntitySchemaColumnOptions } from 'typeorm'

type Options = { nullable?: true }

const idText = {
  from: (value: string | number | null | undefined) => (value === null || value === undefined ? value : String(value)),
  to: (value: unknown) => value,
}
const whole = {
  from: (value: unknown) => (value === null || value === undefined ? value : Number(value)),
  to: (value: unknown) => value,
}

/** Entity columns that read the same on SQLite and MySQL. The migrations create them through `table.ts`. */
export const key = (): EntitySchemaColumnOptions => ({
  type: 'bigint',
  primary: true,
  generated: 'increment',
  transformer: idText,
})

/** Another row's id: text in code and on the wire, a bigint in the database. */
export const ref = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'bigint',
  transformer: idText,
  ...options,
})

export const primaryRef = (): EntitySchemaColumnOptions => ({ type: 'bigint', primary: true, transformer: idText })

/** Points, fen, growth: whole numbers up to 2^53. */
export const amount = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'bigint',
  transformer: whole,
  ...options,
})

export const count = (options: Options = {}): EntitySchemaColumnOptions => ({ type: 'int', ...options })

/** A business day as yyyymmdd. */
export const dayNumber = count

export const text = (length: number, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'varchar',
  length,
  ...options,
})

/** Codes, keys and digests: compared byte by byte, ASCII only. */
export const token = text

export const longText = (options: Options = {}): EntitySchemaColumnOptions => ({ type: 'text', ...options })

/** An instant in UTC with milliseconds. */
export const instant = (options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'datetime',
  precision: 3,
  ...options,
})

export const flag = (): EntitySchemaColumnOptions => ({
  type: 'tinyint',
  transformer: { from: (value: unknown) => Boolean(value), to: (value: unknown) => (value ? 1 : 0) },
})

export const json = (options: Options = {}): EntitySchemaColumnOptions => ({ type: 'simple-json', ...options })
