import type { Refusal } from '@huitou/shared/refusals'

export type FailureCode = Refusal | 'offline' | 'timeout'

type More = { requestId?: string | null; retryAfterMs?: number }

/** A call that did not succeed: why, and in which words to say it (the server's own, or ours when it could not be reached). */
export class CallFailed extends Error {
  readonly code: FailureCode
  readonly detail: string
  readonly requestId: string | null
  /** How long the server asks to be left alone; 0 when it did not say. */
  readonly retryAfterMs: number

  constructor(code: FailureCode, detail: string, { requestId = null, retryAfterMs = 0 }: More = {}) {
    super(`${code}: ${detail}`)
    this.name = 'CallFailed'
    this.code = code
    this.detail = detail
    this.requestId = requestId
    this.retryAfterMs = retryAfterMs
  }

  /** The server was not reached, or its answer got lost: nothing is known about what happened there. */
  get offline() {
    return this.code === 'offline' || this.code === 'timeout'
  }
}

export const failedOffline = () => new CallFailed('offline', '现在没连上网。券和积分都还在，连上后再试')

export const failedTimeout = () => new CallFailed('timeout', '等了太久没有回音。再试一次，不会重复扣')

/** What any thrown value means to a page. A fault of our own code is logged with its cause and said plainly. */
export const asCallFailed = (thrown: unknown) => {
  if (thrown instanceof CallFailed) return thrown
  console.error(thrown)
  return new CallFailed('internal', '这一步出了问题，请退出重进再试')
}
