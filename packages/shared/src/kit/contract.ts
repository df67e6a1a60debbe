import type * as z from 'zod/mini'
import type { Permission } from '../admin/roles'
import type { Scope } from '../integration/scopes'

/**
 * Who may call. `guest` needs no login; `visitor` is anybody logged in through WeChat, joined or not; `member` has joined;
 * `clerk`, `manager` and `owner` are staff with at least that role. `operator` is somebody of the console whose role holds the
 * contract's `may`. `integrator` is another system with a key of the open API that holds the
 * contract's `scope`.
 */
export type Who = 'guest' | 'visitor' | 'member' | 'clerk' | 'manager' | 'owner' | 'operator' | 'integrator'

/**
 * `query` reads and opens no transaction; `command` is one transaction; `outside` talks to WeChat or a file and opens short
 * transactions itself.
 */
export type Kind = 'query' | 'command' | 'outside'

/** The whole door of one call. The name it is filed under is route, permission, log line, metric, audit and test title. */
export type Contract = {
  kind: Kind
  who: Who
  /**
   * A command that may be repeated freely without a key: it gives nothing of value (shows a code, records a scan), or its input names its
   * effect once and for ever (a receipt of a store's day).
   */
  keyless?: true
  /** Many call at once: what arrives while a commit runs shares the next transaction, each answered on its own. */
  combined?: true
  /** What the operator's role must hold. */
  may?: Permission
  /** What an integrator's key must hold. */
  scope?: Scope
  /** With a key of the sandbox it is done, answered, and undone. */
  rehearsed?: true
  /** The answer carries something that opens a door: it is presented from the row and never stored (P5). */
  secret?: true
  /** Fields of the input that the record of acts keeps masked: what is known about a person (P9). */
  unlogged?: readonly string[]
  /** How much it may bring, where 64 KB are too few: a CSV. At most 8192. */
  bodyKb?: number
  summary: string
  input: z.core.$ZodObject
  output: z.core.$ZodObject
}

export type Contracts = { readonly [name: string]: Contract }
