import * as z from 'zod/mini'
import { api, type CallName, type CommandName } from '@huitou/shared/api'
import type { Contract } from '@huitou/shared/kit/contract'
import { audit } from '#server/platform/audit/audit'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { actorKey, admit, type People } from './admit'
import type { Actor, Handlers, Unit } from './call'
import { runCommand, type Done } from './run-command'

/** What one HTTP request brings to the one door. */
export type Asked = {
  name: CallName
  body: unknown
  authorization: string
  idempotencyKey: string
  requestId: string
  device: string
  /** Counts the call against its sender; refuses `too_many_requests`. */
  admitRate(actor: Actor): Promise<void>
}

type AnyCall = { actor: Actor; input: unknown; now: Date; requestId: string }
type AnyHandler = {
  query(read: Reader, call: AnyCall): Promise<unknown>
  keyless(tx: Tx, call: AnyCall): Promise<unknown>
  outside(unit: Unit, call: AnyCall): Promise<unknown>
  keyed: { run(tx: Tx, call: AnyCall): Promise<string>; show(read: Reader, call: AnyCall, effect: string): Promise<unknown> }
}

const KEY = /^[\w-]{16,64}$/

const parseInput = (contract: Contract, body: unknown) => {
  const parsed = z.safeParse(contract.input, body)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), problem: issue.message }))
  throw new Refused('input_invalid', { facts: { issues } })
}

/** A value with a NUL would be cut short by SQLite's driver, so none comes in. */
const refuseNul = (body: unknown) => {
  if (JSON.stringify(body ?? null).includes('\\u0000')) throw new Refused('input_invalid')
}

/**
 * The only place where input meets its contract, the door is guarded, a transaction opens, a key is kept, staff acts are recorded and
 * the answer is cut to its contract.
 */
export const createEndpoint = (platform: Platform, handlers: Handlers, people: People) => {
  const { db, tokens, clock, nudge } = platform
  const unit: Unit = (work) => inTransaction(db, work)

  const recordStaffAct = async (tx: Tx, { asked, call }: { asked: Asked; call: AnyCall }) => {
    if (!('staffId' in call.actor)) return
    const { userId, staffId } = call.actor
    const { name: action, requestId, device } = asked
    await audit(tx, { at: call.now, userId, staffId, action, input: call.input as object, requestId, device })
  }

  const command = async (contract: Contract, asked: Asked, call: AnyCall): Promise<Done<unknown>> => {
    const handler = handlers[asked.name as CommandName] as unknown
    if (contract.keyless) {
      const keyless = handler as AnyHandler['keyless']
      const answer = await unit(async (tx) => {
        const output = await keyless(tx, call)
        await recordStaffAct(tx, { asked, call })
        return output
      })
      return { answer, replayed: false }
    }
    if (!KEY.test(asked.idempotencyKey)) throw new Refused('key_missing')
    const keyed = handler as AnyHandler['keyed']
    return runCommand(db, {
      actor: actorKey(call.actor),
      key: asked.idempotencyKey,
      name: asked.name,
      input: call.input,
      now: call.now,
      run: async (tx) => {
        const effect = await keyed.run(tx, call)
        await recordStaffAct(tx, { asked, call })
        return effect
      },
      show: async (read, effect) => z.parse(contract.output, await keyed.show(read, call, effect)),
    })
  }

  return async (asked: Asked): Promise<Done<unknown>> => {
    const contract: Contract = api[asked.name]
    const now = clock()
    const actor = await admit(contract.who, { read: db.manager, tokens, people, authorization: asked.authorization, now })
    await asked.admitRate(actor)
    refuseNul(asked.body)
    const call: AnyCall = { actor, input: parseInput(contract, asked.body ?? {}), now, requestId: asked.requestId }
    const handler = handlers[asked.name] as unknown
    if (contract.kind === 'query') {
      const answer = await (handler as AnyHandler['query'])(db.manager, call)
      return { answer: z.parse(contract.output, answer), replayed: false }
    }
    if (contract.kind === 'outside') {
      const answer = await (handler as AnyHandler['outside'])(unit, call)
      nudge()
      return { answer: z.parse(contract.output, answer), replayed: false }
    }
    const done = await command(contract, asked, call)
    nudge()
    return contract.keyless ? { ...done, answer: z.parse(contract.output, done.answer) } : done
  }
}
