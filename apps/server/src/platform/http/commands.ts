import { createHash } from 'node:crypto'
import { EntitySchema, In } from 'typeorm'
import { instant, key, longText, token } from '#server/platform/db/columns'
import type { Reader, Tx } from '#server/platform/db/tx'

/** A command that took effect (P5): its key and its input's fingerprint for ever, its answer for a week. */
export type CommandRow = {
  id: string
  actor: string
  key: string
  name: string
  fingerprint: string
  effect: string
  answer: string | null
  answerUntil: Date | null
  createdAt: Date
}

export const Commands = new EntitySchema<CommandRow>({
  name: 'command',
  columns: {
    id: key(),
    actor: token(32),
    key: token(64),
    name: token(64),
    fingerprint: token(64),
    effect: token(64),
    answer: longText({ nullable: true }),
    answerUntil: instant({ nullable: true }),
    createdAt: instant(),
  },
})

const ANSWER_MS = 7 * 86_400_000

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  )
}

/** The same for the same call with the same input, whatever the order of its fields. */
export const fingerprintOf = (name: string, input: unknown) =>
  createHash('sha256')
    .update(`${name}\n${JSON.stringify(canonical(input))}`)
    .digest('hex')

export const findCommand = (read: Reader, actor: string, commandKey: string) =>
  read.findOne(Commands, { where: { actor, key: commandKey } })

type NewCommand = Omit<CommandRow, 'id' | 'answerUntil'>

/** Claims keys, all of them or none: the unique index refuses one that is taken. */
export async function recordCommands(tx: Tx, rows: readonly NewCommand[]) {
  const until = ({ answer, createdAt }: NewCommand) =>
    answer === null ? null : new Date(createdAt.getTime() + ANSWER_MS)
  if (rows.length > 0)
    await tx.insert(
      Commands,
      rows.map((row) => ({ ...row, answerUntil: until(row) })),
    )
}

/** A person who leaves: what their answers tell about them goes at once, the keys stay. */
export const forgetAnswersOf = (tx: Tx, userId: string) =>
  tx.update(Commands, { actor: `user:${userId}` }, { answer: null, answerUntil: null })

/** Forgets the answers older than a week; the keys stay. At most `limit` rows a run. */
export async function forgetAnswers(tx: Tx, now: Date, limit = 1000) {
  const due = await tx
    .createQueryBuilder(Commands, 'command')
    .select(['command.id'])
    .where('command.answerUntil <= :now', { now })
    .orderBy('command.answerUntil')
    .take(limit)
    .getMany()
  if (due.length > 0)
    await tx.update(Commands, { id: In(due.map((row) => row.id)) }, { answer: null, answerUntil: null })
  return due.length
}
