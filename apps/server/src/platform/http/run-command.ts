import type { DataSource } from 'typeorm'
import { dbFault } from '#server/platform/db/fault'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { findCommand, fingerprintOf, recordCommands, type CommandRow } from './commands'

export type KeyedCall<Answer> = {
  actor: string
  key: string
  name: string
  input: unknown
  now: Date
  /** The answer is not stored: a replay presents it from its row. */
  secret: boolean
  /** Asked outside, once, before the transaction opens. */
  ask?(): Promise<unknown>
  run(tx: Tx, known: unknown): Promise<string>
  show(read: Reader, effect: string): Promise<Answer>
}

export type Done<Answer> = { answer: Answer; replayed: boolean }

const inFlight = new Set<string>()

/**
 * Same key, one effect, same answer (P5). The key is claimed at the end of the command's own transaction, after its rows are locked:
 * claiming first was measured to deadlock. So a second sender with the same key may run up to the claim, or be refused because the
 * first has already taken what it wants; either way it looks the key up once more and answers what the first one got.
 */
export async function runCommand<Answer>(db: DataSource, call: KeyedCall<Answer>): Promise<Done<Answer>> {
  const flight = `${call.actor}\n${call.key}`
  const fingerprint = fingerprintOf(call.name, call.input)
  const known = await findCommand(db.manager, call.actor, call.key)
  if (known) return replay(db, call, known, fingerprint)
  if (inFlight.has(flight)) throw new Refused('key_in_flight', { retryAfterSeconds: 1 })
  inFlight.add(flight)
  try {
    const heard = await call.ask?.()
    return { answer: await inTransaction(db, (tx) => runOnce(tx, call, fingerprint, heard)), replayed: false }
  } catch (error) {
    const fault = dbFault(error)
    if (!(error instanceof Refused) && fault === 'other') throw error
    const done = await findCommand(db.manager, call.actor, call.key)
    if (done) return replay(db, call, done, fingerprint)
    // A broken connection without the key on record: nothing was committed, and the sender may come again with the same key.
    if (fault === 'lost') throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    throw error
  } finally {
    inFlight.delete(flight)
  }
}

async function runOnce<Answer>(tx: Tx, call: KeyedCall<Answer>, fingerprint: string, heard: unknown) {
  const effect = await call.run(tx, heard)
  const answer = await call.show(tx, effect)
  await recordCommands(tx, [
    {
      actor: call.actor,
      key: call.key,
      name: call.name,
      fingerprint,
      effect,
      answer: call.secret ? null : JSON.stringify(answer),
      createdAt: call.now,
    },
  ])
  return answer
}

async function replay<Answer>(
  db: DataSource,
  call: KeyedCall<Answer>,
  known: CommandRow,
  fingerprint: string,
): Promise<Done<Answer>> {
  if (known.fingerprint !== fingerprint) throw new Refused('key_reused')
  const answer =
    known.answer === null ? await call.show(db.manager, known.effect) : (JSON.parse(known.answer) as Answer)
  return { answer, replayed: true }
}
