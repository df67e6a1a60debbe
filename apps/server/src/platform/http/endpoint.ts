import * as z from 'zod/mini'
import { api, type CallName, type CommandName } from '@huitou/shared/api'
import type { Contract } from '@huitou/shared/kit/contract'
import { audit, auditedAs, withoutPrivate } from '#server/platform/audit/audit'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { actorKey, admit, sessionsAt, type People } from './admit'
import type { Actor, Handlers, Unit } from './call'
import { createCombined, type CombinedCall } from './run-combined'
import { rehearse } from './rehearse'
import { runCommand, type Done } from './run-command'
import type { Signed } from './signed'

/** What one HTTP request brings to the one door. */
export type Asked = {
  name: CallName
  body: unknown
  authorization: string
  signed: Signed
  idempotencyKey: string
  requestId: string
  address: string
  device: string
  /** Counts the call against its sender; refuses `too_many_requests`. */
  admitRate(actor: Actor): Promise<void>
}

type AnyCall = { actor: Actor; input: unknown; now: Date; requestId: string; address: string; device: string }
type AnyHandler = {
  query(read: Reader, call: AnyCall): Promise<unknown>
  keyless(tx: Tx, call: AnyCall): Promise<unknown>
  outside(unit: Unit, call: AnyCall): Promise<unknown>
  combined: {
    runMany(tx: Tx, calls: readonly AnyCall[]): Promise<readonly ({ effect: string; answer: unknown } | Refused)[]>
    show(read: Reader, call: AnyCall, effect: string): Promise<unknown>
  }
  keyed: {
    ask?(call: AnyCall): Promise<unknown>
    run(tx: Tx, call: AnyCall, known: unknown): Promise<string>
    show(read: Reader, call: AnyCall, effect: string): Promise<unknown>
  }
}

const KEY = /^[\w-]{16,64}$/

const parseInput = (contract: Contract, body: unknown) => {
  const parsed = z.safeParse(contract.input, body)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), problem: issue.message }))
  throw new Refused('input_invalid', { facts: { issues } })
}

const DEPTH_MAX = 12

/** A text with a NUL would be cut short by SQLite's driver, and no contract is as deep as an attacker's brackets. */
function refuseMalformed(value: unknown, depth = 0): void {
  if (depth > DEPTH_MAX || (typeof value === 'string' && value.includes('\u0000'))) throw new Refused('input_invalid')
  if (value === null || typeof value !== 'object') return
  for (const [name, inner] of Object.entries(value)) {
    refuseMalformed(name, depth)
    refuseMalformed(inner, depth + 1)
  }
}

type Combining = Map<CallName, (one: CombinedCall<AnyCall>) => Promise<Done<unknown>>>
type Parts = { platform: Platform; handlers: Handlers; people: People; combining: Combining }
type Asking = { contract: Contract; asked: Asked; call: AnyCall }

async function recordAct(tx: Tx, { contract, asked, call }: Asking) {
  const who = auditedAs(call.actor)
  if (!who) return
  const { name: action, requestId, device } = asked
  const input = withoutPrivate(call.input as object, contract.unlogged)
  await audit(tx, { ...who, at: call.now, action, input, requestId, device })
}

/** A key of the sandbox: everything is judged, nothing is kept. */
const isSandbox = (actor: Actor) => 'sandbox' in actor && actor.sandbox

async function runKeyless({ platform, handlers }: Parts, asking: Asking): Promise<Done<unknown>> {
  const keyless = handlers[asking.asked.name as CommandName] as unknown as AnyHandler['keyless']
  const run = asking.contract.rehearsed && isSandbox(asking.call.actor) ? rehearse : inTransaction
  const answer = await run(platform.db, async (tx) => {
    const output = await keyless(tx, asking.call)
    await recordAct(tx, asking)
    return output
  })
  return { answer: z.parse(asking.contract.output, answer), replayed: false }
}

function runKeyed({ platform, handlers }: Parts, asking: Asking): Promise<Done<unknown>> {
  const { contract, asked, call } = asking
  if (!KEY.test(asked.idempotencyKey)) throw new Refused('key_missing')
  const keyed = handlers[asked.name as CommandName] as unknown as AnyHandler['keyed']
  return runCommand(platform.db, {
    actor: actorKey(call.actor),
    key: asked.idempotencyKey,
    name: asked.name,
    input: call.input,
    now: call.now,
    secret: contract.secret ?? false,
    ask: async () => keyed.ask?.(call),
    run: async (tx, known) => {
      const effect = await keyed.run(tx, call, known)
      await recordAct(tx, asking)
      return effect
    },
    show: async (read, effect) => z.parse(contract.output, await keyed.show(read, call, effect)),
  })
}

/** One writer per contract; made at the first call. */
function writerOf({ platform, handlers, combining }: Parts, name: CallName) {
  const known = combining.get(name)
  if (known) return known
  const writer = createCombined(platform.db, handlers[name] as unknown as AnyHandler['combined'])
  combining.set(name, writer)
  return writer
}

async function runCombined(parts: Parts, { contract, asked, call }: Asking): Promise<Done<unknown>> {
  if (!KEY.test(asked.idempotencyKey)) throw new Refused('key_missing')
  const { answer, replayed } = await writerOf(
    parts,
    asked.name,
  )({
    actor: actorKey(call.actor),
    key: asked.idempotencyKey,
    name: asked.name,
    input: call.input,
    now: call.now,
    call,
  })
  return { answer: z.parse(contract.output, answer), replayed }
}

async function answerQuery({ platform, handlers }: Parts, { contract, asked, call }: Asking): Promise<Done<unknown>> {
  const query = handlers[asked.name] as unknown as AnyHandler['query']
  return { answer: z.parse(contract.output, await query(platform.db.manager, call)), replayed: false }
}

async function goOutside({ platform, handlers }: Parts, { contract, asked, call }: Asking): Promise<Done<unknown>> {
  const outside = handlers[asked.name] as unknown as AnyHandler['outside']
  const unit: Unit = (work) => inTransaction(platform.db, work)
  return { answer: z.parse(contract.output, await outside(unit, call)), replayed: false }
}

const wayOf = ({ kind, keyless, combined }: Contract) => {
  if (kind === 'query') return answerQuery
  if (kind === 'outside') return goOutside
  if (combined) return runCombined
  return keyless ? runKeyless : runKeyed
}

/**
 * The only place where input meets its contract, the door is guarded, a transaction opens, a key is kept, staff acts are recorded and
 * the answer is cut to its contract.
 */
export const createEndpoint = (platform: Platform, handlers: Handlers, people: People) => {
  const { db, tokens, clock, nudge } = platform
  const combining: Combining = new Map()
  const sessionOf = sessionsAt(db.manager)
  return async (asked: Asked): Promise<Done<unknown>> => {
    const contract: Contract = api[asked.name]
    const now = clock()
    const actor = await admit(contract, {
      read: db.manager,
      tokens,
      people,
      sessionOf,
      authorization: asked.authorization,
      signed: asked.signed,
      now,
    })
    await asked.admitRate(actor)
    refuseMalformed(asked.body)
    const { requestId, address, device } = asked
    const call: AnyCall = { actor, input: parseInput(contract, asked.body ?? {}), now, requestId, address, device }
    const done = await wayOf(contract)({ platform, handlers, people, combining }, { contract, asked, call })
    if (contract.kind !== 'query') nudge()
    return done
  }
}
