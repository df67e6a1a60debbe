import type { Refusal } from '@huitou/shared/refusals'
import { CallFailed } from './failure'
import type { Answer } from './transport'

type Problem = { code?: unknown; detail?: unknown; requestId?: unknown }

/** The refusal in an answer. What is no problem document (a proxy's page) counts as a fault of the server. */
export const problemOf = ({ body, header }: Answer) => {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Problem
  const requestId = typeof problem.requestId === 'string' ? problem.requestId : header('x-request-id')
  const retryAfterMs = (Number(header('retry-after')) || 0) * 1000
  if (typeof problem.code !== 'string' || typeof problem.detail !== 'string') {
    return new CallFailed('internal', '我们这边出了问题，请稍后再试', { requestId, retryAfterMs })
  }
  return new CallFailed(problem.code as Refusal, problem.detail, { requestId, retryAfterMs })
}
