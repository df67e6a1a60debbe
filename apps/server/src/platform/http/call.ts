import type { Api, CallName, CommandName, Input, Output, OutsideName, QueryName } from '@huitou/shared/api'
import type { OperatorRole } from '@huitou/shared/admin/roles'
import type { Scope } from '@huitou/shared/integration/scopes'
import type { StaffRole } from '@huitou/shared/staff/roles'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Refused } from '#server/platform/refused'

export type Guest = { kind: 'guest' }
export type Visitor = { userId: string; sessionId: string }
export type Member = Visitor & { memberId: string }
export type Staff = Visitor & { staffId: string; name: string; role: StaffRole; storeIds: string[] }

/** Somebody of the console. Not a person of WeChat: their sessions are other ones. */
export type Operator = { operatorId: string; operatorName: string; operatorRole: OperatorRole; sessionId: string }

/** Another system with a key of the open API. In the sandbox everything is done and nothing kept. */
export type Integrator = {
  integratorId: string
  integratorName: string
  scopes: Scope[]
  storeIds: string[]
  sandbox: boolean
}

type ActorOf = {
  guest: Guest
  visitor: Visitor
  member: Member
  clerk: Staff
  manager: Staff
  owner: Staff
  operator: Operator
  integrator: Integrator
}
export type Actor = ActorOf[keyof ActorOf]

/** One call as a verb's door sees it. `now` is the only time there is. */
export type Call<Name extends CallName> = {
  actor: ActorOf[Api[Name]['who']]
  input: Input<Name>
  now: Date
  requestId: string
  /** The caller's network address, as far as trusted proxies tell it. */
  address: string
  device: string
}

/**
 * A command that gives or takes something. `run` does it and answers the id of the row that is its effect; `show` presents that row.
 * The first answer, and one given after the stored answer is gone, come from the same `show`.
 */
export type Command<Name extends CallName> = {
  /** What WeChat is asked first, before the transaction opens; its answer is `known` to `run`. See `askingFirst`. */
  ask?(call: Call<Name>): Promise<unknown>
  run(tx: Tx, call: Call<Name>, known?: unknown): Promise<string>
  show(read: Reader, call: Call<Name>, effect: string): Promise<Output<Name>>
}

/** A command that asks WeChat before its transaction opens, with `known` of the kind that was asked for. */
export const askingFirst = <Name extends CallName, Known>(
  ask: (call: Call<Name>) => Promise<Known>,
  run: (tx: Tx, call: Call<Name>, known: Known) => Promise<string>,
): Required<Pick<Command<Name>, 'ask' | 'run'>> => ({ ask, run: (tx, call, known) => run(tx, call, known as Known) })

/** A command at whose door many stand at once: calls that arrive together share a transaction, each with an outcome of its own. */
export type Combined<Name extends CallName> = {
  runMany(
    tx: Tx,
    calls: readonly Call<Name>[],
  ): Promise<readonly ({ effect: string; answer: Output<Name> } | Refused)[]>
  show(read: Reader, call: Call<Name>, effect: string): Promise<Output<Name>>
}

/** Runs one short transaction. What talks to WeChat opens them before and after, never around. */
export type Unit = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

type KeylessName = { [Name in CommandName]: Api[Name] extends { keyless: true } ? Name : never }[CommandName]
type CombinedName = { [Name in CommandName]: Api[Name] extends { combined: true } ? Name : never }[CommandName]
export type KeyedName = Exclude<CommandName, KeylessName | CombinedName>

export type Handlers = {
  [Name in QueryName]: (read: Reader, call: Call<Name>) => Promise<Output<Name>>
} & {
  [Name in KeylessName]: (tx: Tx, call: Call<Name>) => Promise<Output<Name>>
} & {
  [Name in KeyedName]: Command<Name>
} & {
  [Name in CombinedName]: Combined<Name>
} & {
  [Name in OutsideName]: (unit: Unit, call: Call<Name>) => Promise<Output<Name>>
}
