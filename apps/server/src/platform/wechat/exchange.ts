import * as z from 'zod/mini'
import { errorOf } from '#server/platform/wechat/errcodes'
import { WeChatError } from '#server/platform/wechat/wechat-error'

const JSON_LIMIT_BYTES = 64 * 1024
const IMAGE_LIMIT_BYTES = 4 * 1024 * 1024
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG_SIGNATURE = Buffer.from([0xff, 0xd8, 0xff])

export type WeChatRequest = {
  path: string
  query?: Record<string, string>
  /** With a body it is a POST. */
  body?: object
}

export type Endpoint = { baseUrl: string; timeoutMs: number }

/** Puts a request to WeChat with whatever it needs round it: a token, patience, an open circuit. */
export type Ask = <T>(request: WeChatRequest, read: (request: WeChatRequest) => Promise<T>) => Promise<T>

const unavailable = (path: string, note: string) => new WeChatError({ kind: 'unavailable', path, errcode: null, note })

/**
 * A failure of the network, in words of our own. The error itself is dropped on purpose, cause and all: undici's errors may quote
 * the address, and with it the secret or the token in the query.
 */
const networkError = (path: string, timedOut: boolean) =>
  unavailable(path, timedOut ? 'no answer in time' : 'the connection failed')

const readAtMost = async (response: Response, path: string, limitBytes: number) => {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  const body: AsyncIterable<Uint8Array> | null = response.body
  for await (const chunk of body ?? []) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > limitBytes) throw unavailable(path, 'the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** One call over HTTP: the bytes of an answer with status 200, or an error without secrets. */
const fetchBytes = async ({ baseUrl, timeoutMs }: Endpoint, request: WeChatRequest, limitBytes: number) => {
  const { path, query = {}, body } = request
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(`${baseUrl}${path}?${new URLSearchParams(query).toString()}`, {
      method: body ? 'POST' : 'GET',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      // A redirect would carry the secret to another host.
      redirect: 'error',
      signal,
    })
    const bytes = await readAtMost(response, path, limitBytes)
    if (response.status !== 200) throw unavailable(path, `HTTP ${response.status}`)
    return bytes
  } catch (error) {
    throw error instanceof WeChatError ? error : networkError(path, signal.aborted)
  }
}

const failure = z.object({ errcode: z.optional(z.int()), errmsg: z.optional(z.string()) })

/** In its exact form only: the text round it is WeChat's, and may hold what we sent. */
const ridOf = (message = '') => /\brid: ([0-9a-f]{8}(?:-[0-9a-f]{8}){2})\b/.exec(message)?.[1] ?? null

const parseJson = (path: string, bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw unavailable(path, 'the answer is not JSON')
  }
}

/** WeChat says no with HTTP 200 and an errcode; some of its successes carry errcode 0, some none. */
const refuseFailure = (path: string, answer: unknown) => {
  const parsed = failure.safeParse(answer)
  if (!parsed.success) throw unavailable(path, 'the answer has an unknown shape')
  const { errcode = 0, errmsg } = parsed.data
  if (errcode !== 0) throw errorOf(path, errcode, ridOf(errmsg))
}

/** Asks for JSON. Only what `shape` names is kept of the answer; the rest, such as a session key, goes no further than here. */
export const askJson = async <Shape extends z.core.$ZodType>(
  endpoint: Endpoint,
  request: WeChatRequest,
  shape: Shape,
): Promise<z.output<Shape>> => {
  const answer = parseJson(request.path, await fetchBytes(endpoint, request, JSON_LIMIT_BYTES))
  refuseFailure(request.path, answer)
  const parsed = z.safeParse(shape, answer)
  if (!parsed.success) throw unavailable(request.path, 'the answer has an unknown shape')
  return parsed.data
}

const startsWith = (bytes: Buffer, signature: Buffer) => bytes.subarray(0, signature.length).equals(signature)

/** Asks for a picture, which WeChat sends as PNG or JPEG; anything else must be its JSON for a failure. */
export const askImage = async (endpoint: Endpoint, request: WeChatRequest): Promise<Buffer> => {
  const bytes = await fetchBytes(endpoint, request, IMAGE_LIMIT_BYTES)
  if (startsWith(bytes, PNG_SIGNATURE) || startsWith(bytes, JPEG_SIGNATURE)) return bytes
  refuseFailure(request.path, parseJson(request.path, bytes))
  throw unavailable(request.path, 'the answer is not a picture')
}
