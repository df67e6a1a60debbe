import type { CallLimit } from '#simulator/state/call-counts'
import type { AppKind } from '#simulator/state/official'
import type { World } from '#simulator/world'

/** One call as an endpoint sees it: the query string, and the JSON object of a POST. */
export type Call = {
  query: Readonly<Record<string, string>>
  body: Readonly<Record<string, unknown>>
  /** Whose access token it is. */
  app: AppKind
  /** The file of a form, where the endpoint takes one. */
  upload?: Buffer | undefined
}

/** One address of api.weixin.qq.com. The gate has judged method, quota, credential and body before `answer` runs. */
export type Endpoint = {
  method: 'GET' | 'POST'
  path: string
  /** False for the calls that prove themselves by the app's secret. */
  needsToken: boolean
  /** Whose tokens it takes; those of the mini program unless it says otherwise. */
  apps?: readonly AppKind[]
  /** A form with a file named `media` in place of JSON. */
  takesFile?: boolean
  limits?: readonly CallLimit[]
  /** JSON, or the bytes of a PNG. Says no by throwing a Failure. */
  answer: (world: World, call: Call) => object | Buffer
}
