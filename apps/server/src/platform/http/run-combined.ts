import type { DataSource } from 'typeorm'
import { dbFault, isDuplicate } from '#server/platform/db/fault'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { createCombiner } from './combine'
import { Commands, fingerprintOf, recordCommands, type CommandRow } from './commands'
import type { Done } from './run-command'

/** One of the calls that may share a transaction. */
export type CombinedCall<Call> = { actor: string; key: string; name: string; input: unknown; now: Date; call: Call }

type Verb<Call> = {
  /** Does all of it in one transaction; answers each call on its own: the id of its effect and the answer, or why not. */
  runMany(tx: Tx, calls: readonly Call[]): Promise<readonly ({ effect: string; answer: unknown } | Refused)[]>
  /** Presents an effect whose stored answer is gone. */
  show(read: Reader, call: Call, effect: string): Promise<unknown>
}

type Outcome = Done<unknown> | Refused

const nameOf = ({ actor, key }: { actor: string; key: string }) => `${actor}\n${key}`

async function knownOf(tx: Tx, calls: readonly CombinedCall<unknown>[]) {
  // Pair by pair: two lists would be looked up as every actor with every key.
  const rows = await tx.find(Commands, { where: calls.map(({ actor, key }) => ({ actor, key })) })
  return new Map(rows.map((row) => [nameOf(row), row]))
}

async function replay<Call>(tx: Tx, verb: Verb<Call>, one: CombinedCall<Call>, known: CommandRow): Promise<Outcome> {
  if (known.fingerprint !== fingerprintOf(one.name, one.input)) return new Refused('key_reused')
  const answer = known.answer === null ? await verb.show(tx, one.call, known.effect) : JSON.parse(known.answer)
  return { answer, replayed: true }
}

async function commitTogether<Call>(tx: Tx, verb: Verb<Call>, calls: readonly CombinedCall<Call>[]) {
  const known = await knownOf(tx, calls)
  const fresh = calls.filter((one) => !known.has(nameOf(one)))
  const effects =
    fresh.length === 0
      ? []
      : await verb.runMany(
          tx,
          fresh.map(({ call }) => call),
        )
  const rows = fresh.flatMap(({ actor, key, name, input, now }, index) => {
    const done = effects[index]
    if (!done || done instanceof Refused) return []
    const fingerprint = fingerprintOf(name, input)
    return [{ actor, key, name, fingerprint, effect: done.effect, answer: JSON.stringify(done.answer), createdAt: now }]
  })
  await recordCommands(tx, rows)
  const outcomes: Outcome[] = []
  for (const one of calls) {
    const before = known.get(nameOf(one))
    const done = effects[fresh.indexOf(one)]
    if (before) outcomes.push(await replay(tx, verb, one, before))
    else if (done instanceof Refused) outcomes.push(done)
    else if (done) outcomes.push({ answer: done.answer, replayed: false })
    else throw new Error(`${one.name}: a call without an outcome`)
  }
  return outcomes
}

/**
 * Same key, one effect, same answer (P5), for doors where many stand at once: their calls share transactions. A key that another
 * process claimed at the same moment spoils the batch; alone, the call then finds that process's effect.
 */
export function createCombined<Call>(db: DataSource, verb: Verb<Call>) {
  const inFlight = new Set<string>()

  const commit = async (calls: readonly CombinedCall<Call>[]) => {
    const attempt = () => inTransaction(db, (tx) => commitTogether(tx, verb, calls))
    try {
      return await attempt()
    } catch (error) {
      if (calls.length > 1 || !isDuplicate(error)) throw error
      return attempt()
    }
  }
  const submit = createCombiner(commit)

  return async (one: CombinedCall<Call>): Promise<Done<unknown>> => {
    const flight = nameOf(one)
    if (inFlight.has(flight)) throw new Refused('key_in_flight', { retryAfterSeconds: 1 })
    inFlight.add(flight)
    try {
      const outcome = await submit(one)
      if (outcome instanceof Refused) throw outcome
      return outcome
    } catch (error) {
      // The commit's answer was lost: the sender comes again with the same key and finds out.
      if (dbFault(error) === 'lost') throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
      throw error
    } finally {
      inFlight.delete(flight)
    }
  }
}
