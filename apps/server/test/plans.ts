import type { DataSource } from 'typeorm'
import { engineOf } from '#server/platform/db/connect'

type Asked = { sql: string; parameters: unknown[] }

/** Every read that `work` causes on this database, each once. */
async function readsDuring(db: DataSource, work: () => Promise<unknown>): Promise<Asked[]> {
  const reads = new Map<string, unknown[]>()
  const make = db.createQueryRunner.bind(db)
  db.createQueryRunner = (mode) => {
    const runner = make(mode)
    const query = runner.query.bind(runner) as (...asked: unknown[]) => Promise<unknown>
    runner.query = ((sql: string, parameters: unknown[] = [], ...rest: unknown[]) => {
      if (/^\s*SELECT/i.test(sql)) reads.set(sql, parameters)
      return query(sql, parameters, ...rest)
    }) as typeof runner.query
    return runner
  }
  try {
    await work()
  } finally {
    db.createQueryRunner = make
  }
  return [...reads].map(([sql, parameters]) => ({ sql, parameters }))
}

/** Tables that a statement reads from end to end: without an index that it could walk, however large they are. */
async function walked(db: DataSource, { sql, parameters }: Asked): Promise<string[]> {
  // Asked for those of an empty list: nothing is read.
  if (/WHERE \(\(0=1\)(\)| AND )/.test(sql)) return []
  if (engineOf(db) === 'sqlite') {
    const plan = await db.query<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${sql}`, parameters)
    return plan.flatMap(({ detail }) => /^SCAN (\S+)(?! USING)$/.exec(detail)?.[1] ?? [])
  }
  type Step = { table: string | null; type: string | null; possible_keys: string | null }
  const plan = await db.query<Step[]>(`EXPLAIN ${sql}`, parameters)
  // A small table is walked whatever indexes it has; what counts is that there is one.
  return plan.filter(({ type, possible_keys: keys }) => type === 'ALL' && keys === null).map(({ table }) => table ?? '')
}

/** The tables that `work` reads from end to end, each once, with the statement that does. */
export async function wholeTablesRead(db: DataSource, work: () => Promise<unknown>): Promise<Record<string, string>> {
  const whole: Record<string, string> = {}
  for (const read of await readsDuring(db, work)) for (const table of await walked(db, read)) whole[table] = read.sql
  return whole
}
