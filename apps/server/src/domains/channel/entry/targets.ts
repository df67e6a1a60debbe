import { In } from 'typeorm'
import { staffById } from '#server/domains/staff/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Targets } from './entities'

/** Answers whose it is. */
export async function setTarget(tx: Tx, staffId: string, daily: number, setBy: string, now: Date): Promise<string> {
  await staffById(tx, staffId)
  await tx.upsert(Targets, { staffId, daily, setBy, setAt: now }, ['staffId'])
  return staffId
}

/** 0 where none is set. */
export async function targetsOf(read: Reader, staffIds: readonly string[]): Promise<Map<string, number>> {
  if (staffIds.length === 0) return new Map()
  const rows = await read.find(Targets, { where: { staffId: In([...staffIds]) } })
  return new Map(rows.map(({ staffId, daily }) => [staffId, daily]))
}
