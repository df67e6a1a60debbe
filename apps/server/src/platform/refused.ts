import { refusals, type Refusal } from '@huitou/shared/refusals'

type Detail = { cause?: unknown; retryAfterSeconds?: number; facts?: Record<string, unknown> }

/** An expected no, with a stable code. Anything else that is thrown is a bug and answers 500. */
export class Refused extends Error {
  readonly retryAfterSeconds: number | undefined
  /** What the caller may know about this no: which field, who and when. */
  readonly facts: Record<string, unknown> | undefined

  constructor(
    readonly code: Refusal,
    detail: Detail = {},
  ) {
    super(code, { cause: detail.cause })
    this.retryAfterSeconds = detail.retryAfterSeconds
    this.facts = detail.facts
  }

  get status() {
    return refusals[this.code].status
  }
}

/** `input_invalid` for what a contract cannot say: which field, and what is wrong with it. As the endpoint tells it for a contract. */
export const invalid = (field: string, problem: string) =>
  new Refused('input_invalid', { facts: { issues: [{ field, problem }] } })

/** Hands a rule's yes through, and turns its no into a refusal. */
export function mustBe<D extends { ok: true } | { ok: false; reason: Refusal }>(decision: D): Extract<D, { ok: true }> {
  if (decision.ok) return decision as Extract<D, { ok: true }>
  throw new Refused(decision.reason)
}

/** The row, or `not_found`: a row of somebody else's and a row that does not exist are told apart by nobody. */
export function found<Row>(row: Row | null | undefined): Row {
  if (row === null || row === undefined) throw new Refused('not_found')
  return row
}
