import type { KeyObject } from 'node:crypto'
import { failureOf } from './failures'
import { PayError } from './pay-error'
import { authorization, answerText, holds, newNonce, requestText, signed } from './signature'

const SKEW_MAX_MS = 300_000
const ANSWER_LIMIT_BYTES = 256 * 1024
const PROBE = 'WECHATPAY/SIGNTEST/'

export type Merchant = { mchId: string; certSerial: string; privateKey: KeyObject }

export type Connection = Merchant & {
  baseUrl: string
  timeoutMs: number
  now: () => number
  /** Which key is to sign the answer, where that is known beforehand. */
  wantedSerial: string | null
}

export type PayRequest = {
  /** For errors: which call it is. */
  call: string
  method: 'GET' | 'POST'
  /** With its query. */
  path: string
  body?: object
}

export type Proof = { timestamp: string; nonce: string; serial: string; signature: string }
export type RawAnswer = { status: number; bytes: Buffer; proof: Proof | null; requestId: string | null }

/** The signature that came with an answer or a notice; null without a whole one. */
export function proofIn(header: (name: string) => string | null): Proof | null {
  const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) =>
    header(`wechatpay-${name}`),
  )
  return timestamp && nonce && serial && signature ? { timestamp, nonce, serial, signature } : null
}

/** Whether a proof is made within five minutes of now (R18). */
export const isFresh = ({ timestamp }: Proof, nowMs: number) =>
  /^\d{10}$/.test(timestamp) && Math.abs(nowMs - Number(timestamp) * 1000) <= SKEW_MAX_MS

/** Whether WeChat signed these bytes, a moment ago, with this key. Its own probes never hold. */
export const isProven = (proof: Proof, body: string, key: KeyObject, nowMs: number) =>
  isFresh(proof, nowMs) &&
  !proof.signature.startsWith(PROBE) &&
  holds(key, answerText({ ...proof, body }), proof.signature)

const unavailable = (call: string, note: string) => new PayError({ kind: 'unavailable', call, note })

async function readAtMost(response: Response, call: string, limitBytes: number) {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  const body: AsyncIterable<Uint8Array> | null = response.body
  for await (const chunk of body ?? []) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > limitBytes) throw unavailable(call, 'the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function headersFor(connection: Connection, { method, path }: PayRequest, body: string) {
  const { mchId, certSerial, privateKey, now, wantedSerial } = connection
  const timestamp = String(Math.floor(now() / 1000))
  const nonce = newNonce()
  const signature = signed(privateKey, requestText({ method, path, timestamp, nonce, body }))
  return {
    authorization: authorization({ mchId, certSerial, timestamp, nonce, signature }),
    accept: 'application/json',
    // WeChat wants to know who asks, and refuses those who do not say.
    'user-agent': 'huitou',
    ...(wantedSerial === null ? {} : { 'wechatpay-serial': wantedSerial }),
    ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
  }
}

/**
 * One signed request, and its answer as it came. A failure of the network is told in words of our own: the error itself may quote the
 * address and the headers.
 */
export async function exchange(
  connection: Connection,
  request: PayRequest,
  limitBytes = ANSWER_LIMIT_BYTES,
): Promise<RawAnswer> {
  const { call, method, path, body } = request
  const text = body === undefined ? '' : JSON.stringify(body)
  const signal = AbortSignal.timeout(connection.timeoutMs)
  try {
    const response = await fetch(`${connection.baseUrl}${path}`, {
      ...{ method, signal, redirect: 'error', headers: headersFor(connection, request, text) },
      ...(method === 'POST' ? { body: text } : {}),
    })
    const bytes = await readAtMost(response, call, limitBytes)
    const proof = proofIn((name) => response.headers.get(name))
    return { status: response.status, bytes, proof, requestId: response.headers.get('request-id') }
  } catch (error) {
    if (error instanceof PayError) throw error
    throw unavailable(call, signal.aborted ? 'no answer in time' : 'the connection failed')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const codeIn = (json: unknown) => {
  const { code } = Object(json) as { code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** The JSON of a success that WeChat signed (undefined when it said nothing); anything else is a PayError. */
export async function proven(
  { call }: PayRequest,
  { status, bytes, proof, requestId }: RawAnswer,
  { keyOf, now }: { keyOf: (serial: string) => Promise<KeyObject | null>; now: () => number },
): Promise<unknown> {
  const text = bytes.toString('utf8')
  const key = proof && (await keyOf(proof.serial))
  const isSigned = proof !== null && key !== null && isProven(proof, text, key, now())
  const json = parsed(text)
  if (status < 200 || status > 299) throw failureOf({ call, status, code: codeIn(json), requestId, isSigned })
  if (!isSigned) throw unavailable(call, 'the answer is not signed by WeChat')
  return json
}
