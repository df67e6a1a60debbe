import { In } from 'typeorm'
import type { Goal, TaskBody } from '@huitou/shared/task/schema'
import type { Window } from '@huitou/shared/task/rules'
import type { MemberRow } from '#server/domains/member/entities'
import { membershipsOf } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import { Progresses, type TaskRow } from './entities'

export const goalOf = ({ goalKind, goalCount, goalMinFen }: TaskRow): Goal => ({
  ...{ kind: goalKind, count: goalCount, minFen: goalMinFen },
})

export const windowOf = ({ openFrom, openUntil, ...row }: TaskRow): Window => ({
  ...row,
  from: openFrom,
  until: openUntil,
})

/** A task as its operator wrote it. */
export const bodyOf = (row: TaskRow): TaskBody => ({
  ...{ name: row.name, about: row.about, period: row.period, goal: goalOf(row), points: row.points },
  ...{ templateId: row.templateId, claim: row.claim, weekdays: row.weekdays, hours: row.hours },
  from: row.openFrom?.toISOString() ?? null,
  until: row.openUntil?.toISOString() ?? null,
  ...{ minLevel: row.minLevel, newcomerDays: row.newcomerDays, afterId: row.afterId },
  ...{ stockTotal: row.stockTotal, sort: row.sort },
})

/** A member with all memberships that the same person has had: what was given to one of them is given. */
export type Person = { member: MemberRow; memberships: string[] }

export const personOf = async (read: Reader, member: MemberRow): Promise<Person> => ({
  member,
  memberships: await membershipsOf(read, member.id),
})

const ALWAYS = new Date(0)

/** What happened up to then does not count for a task; null: it is not open yet. Most stand alone and count from their beginning. */
export async function opensAfterOf(read: Reader, { afterId }: TaskRow, { memberships }: Person): Promise<Date | null> {
  if (afterId === null) return ALWAYS
  const rows = await read.find(Progresses, { where: { memberId: In(memberships), taskId: afterId, periodKey: 0 } })
  const done = rows.flatMap(({ doneAt }) => (doneAt === null ? [] : [doneAt.getTime()]))
  return done.length === 0 ? null : new Date(Math.min(...done))
}
