import type { DataSource } from 'typeorm'
import type { Platform } from '#server/platform/platform'
import { isDuplicate } from '#server/platform/db/fault'
import { Jobs } from './entities'

/** Work that comes round. Late, twice or beside itself, it changes nobody's outcome (P7): each run asks what is due. */
export type Job = {
  name: string
  everyMs: number
  /** True when more is waiting: it runs again at once. */
  run(platform: Platform, now: Date): Promise<boolean>
}

const LEASE_MS = 60_000
const RETRY_MS = 60_000

async function know(db: DataSource, job: Job, now: Date) {
  if (await db.manager.existsBy(Jobs, { name: job.name })) return
  try {
    await db.manager.insert(Jobs, {
      name: job.name,
      dueAt: now,
      leaseUntil: null,
      leaseBy: null,
      lastOkAt: null,
      lastError: null,
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

/** One process has a job at a time; a dead one's lease runs out. */
async function lease(db: DataSource, job: Job, holder: string, now: Date): Promise<boolean> {
  const result = await db.manager
    .createQueryBuilder()
    .update(Jobs)
    .set({ leaseUntil: new Date(now.getTime() + LEASE_MS), leaseBy: holder })
    .where('name = :name AND dueAt <= :now AND (leaseUntil IS NULL OR leaseUntil <= :now)', { name: job.name, now })
    .execute()
  return result.affected === 1
}

export type JobOutcome = 'not_due' | 'ok' | Error

/** Runs `job` when it is due and nobody else has it. Answers how that ended. */
export async function runJobIfDue(platform: Platform, job: Job, holder: string, now: Date): Promise<JobOutcome> {
  const { db } = platform
  await know(db, job, now)
  if (!(await lease(db, job, holder, now))) return 'not_due'
  const mine = { name: job.name, leaseBy: holder }
  const free = { leaseUntil: null, leaseBy: null }
  try {
    const more = await job.run(platform, now)
    const dueAt = more ? now : new Date(now.getTime() + job.everyMs)
    await db.manager.update(Jobs, mine, { ...free, dueAt, lastOkAt: now, lastError: null })
    return 'ok'
  } catch (error) {
    const problem = error instanceof Error ? error : new Error(String(error))
    const dueAt = new Date(now.getTime() + Math.min(job.everyMs, RETRY_MS))
    await db.manager.update(Jobs, mine, { ...free, dueAt, lastError: problem.message.slice(0, 300) })
    return problem
  }
}
