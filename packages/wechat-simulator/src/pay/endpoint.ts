import type { Pay } from '#simulator/pay/state'
import type { World } from '#simulator/world'

/** One signed call: the named parts of its path, its query string, and the JSON of its body. */
export type PayCall = {
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  body: unknown
}

/** Bytes that go out as they are: Pay does not sign the download of a bill, whose hash was told before. */
export type Download = { contentType: string; bytes: Buffer }

export type PayAnswer = { json: object } | { empty: true } | { download: Download }

/** One address of api.mch.weixin.qq.com. Header, signature and form of the body are judged before `answer` runs. */
export type PayEndpoint = {
  method: 'GET' | 'POST'
  /** As the router reads it, with `:names`. */
  path: string
  /** Says no by throwing a PayFailure. */
  answer: (world: World, pay: Pay, call: PayCall) => PayAnswer
}
