/**
 * What a failure means to the caller. `not_found`: WeChat does not know the number. `over`: the order is paid or closed, a query tells
 * which. `not_enough`: the merchant's account is empty. `frequency`: too soon. `refused`: as it is, this never works. `unavailable`:
 * WeChat may or may not have done it, so it is asked the same again, or queried. `misconfigured`: the operator has to repair something.
 * `no_bill`: nothing happened on that day. `bill_not_ready`: later.
 */
export type PayErrorKind =
  | 'not_found'
  | 'over'
  | 'not_enough'
  | 'frequency'
  | 'refused'
  | 'unavailable'
  | 'misconfigured'
  | 'no_bill'
  | 'bill_not_ready'

type Details = {
  kind: PayErrorKind
  /** Which call, without numbers of orders. */
  call: string
  /** WeChat's own name for it. */
  code?: string | null
  /** With which WeChat's support finds the call; its end is the number of the trouble. */
  requestId?: string | null
  /** Our own words. Nothing that WeChat or the network said may enter here: it could quote a signature or a person. */
  note: string
}

/** A call to WeChat Pay that did not succeed. Its message is safe to log. */
export class PayError extends Error {
  override readonly name = 'PayError'
  readonly kind: PayErrorKind
  readonly call: string
  readonly code: string | null
  readonly requestId: string | null

  constructor({ kind, call, code = null, requestId = null, note }: Details) {
    super(
      `WeChat Pay ${call}: ${note}${code === null ? '' : `, ${code}`}${requestId === null ? '' : `, request ${requestId}`}`,
    )
    this.kind = kind
    this.call = call
    this.code = code
    this.requestId = requestId
  }
}
