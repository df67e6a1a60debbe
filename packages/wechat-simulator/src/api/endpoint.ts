import type { CallLimit } from '#simulator/state/call-counts'
import type { World } from '#simulator/world'

/** One call as an endpoint sees it: the query string, and the JSON object of a POST. */
export type Call = {
  query: Readonly<Record<string, string>>
  body: Readonly<Record<string, unknown>>
}

/** One address of api.weixin.qq.com. The gate has judged method, quota, credential and body before `answer` runs. */
export type Endpoint = {
  method: 'GET' | 'POST'
  path: string
  /** False for the calls that prove themselves by the app's secret. */
  needsToken: boolean
  limits?: readonly CallLimit[]
  /** JSON, or the bytes of a PNG. Says no by throwing a Failure. */
  answer: (world: World, call: Call) => object | Buffer
}
