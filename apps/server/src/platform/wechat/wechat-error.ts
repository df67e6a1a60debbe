/**
 * What a failure means to the caller. `code_invalid`: the person must ask WeChat for a new code. `blocked`: WeChat refuses this
 * person. `unavailable`: may work later. `misconfigured`: the operator has to repair something. `refused`: this call, as it is,
 * never works.
 */
export type WeChatErrorKind = 'code_invalid' | 'blocked' | 'unavailable' | 'misconfigured' | 'refused'

type Details = {
  kind: WeChatErrorKind
  path: string
  /** WeChat's own number; null when it gave none: no connection, no answer in time, an answer that makes no sense. */
  errcode: number | null
  /** WeChat's request id, with which its support finds the call. */
  rid?: string | null
  /** When it makes sense to ask again, if that is known. */
  retryAfterMs?: number | null
  /** Our own words. Nothing that WeChat or the network said may enter here: it could carry a token or the secret. */
  note: string
}

/** A call to WeChat that did not succeed. Its message is safe to log: it holds no secret, token, session key or code. */
export class WeChatError extends Error {
  override readonly name = 'WeChatError'
  readonly kind: WeChatErrorKind
  readonly path: string
  readonly errcode: number | null
  readonly rid: string | null
  readonly retryAfterMs: number | null

  constructor({ kind, path, errcode, rid = null, retryAfterMs = null, note }: Details) {
    super(
      `WeChat ${path}: ${note}${errcode === null ? '' : `, errcode ${errcode}`}${rid === null ? '' : `, rid ${rid}`}`,
    )
    this.kind = kind
    this.path = path
    this.errcode = errcode
    this.rid = rid
    this.retryAfterMs = retryAfterMs
  }
}
