import type { KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import { noticedRefundIn, toldOrder } from './answers'
import { isFresh, isProven, proofIn } from './exchange'
import type { Noticed, NoticeRead } from './notice'
import type { NoticeHeaders } from './pay'
import { opened } from './signature'

const CALL = 'notice'

const envelope = z.object({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.string(),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.optional(z.string()),
  }),
})

type Keys = { apiV3Key: string; keyOf: (serial: string) => Promise<KeyObject | null>; now: () => number }

function noticedIn(eventType: string, secret: unknown): Noticed {
  if (eventType === 'TRANSACTION.SUCCESS') return { kind: 'payment', order: toldOrder(CALL, secret) }
  if (eventType.startsWith('REFUND.')) return { kind: 'refund', refund: noticedRefundIn(CALL, secret) }
  return { kind: 'other' }
}

const headerOf = (headers: NoticeHeaders) => (name: string) => {
  const value = headers[name]
  return typeof value === 'string' ? value : null
}

function contentOf(body: string, apiV3Key: string): NoticeRead {
  try {
    const { id, event_type: eventType, resource } = z.parse(envelope, JSON.parse(body))
    const secret: unknown = JSON.parse(opened(apiV3Key, resource))
    return { ok: true, notifyId: id, noticed: noticedIn(eventType, secret) }
  } catch {
    // What it was exactly may quote the notice.
    const note = 'the notice is signed, but cannot be read: compare WECHAT_PAY_API_V3_KEY'
    return { ok: false, why: 'unreadable', note }
  }
}

const unsigned = (note: string): NoticeRead => ({ ok: false, why: 'unsigned', note })

/** Verifies a notice by its very bytes before anything of it is read, then opens it (R17, R18). */
export async function readNotice(headers: NoticeHeaders, rawBody: Buffer, keys: Keys): Promise<NoticeRead> {
  const proof = proofIn(headerOf(headers))
  if (!proof) return unsigned('no signature')
  // Before the key is looked for: who sends old notices makes us ask WeChat for nothing.
  if (!isFresh(proof, keys.now())) return unsigned('signed more than five minutes away from now')
  const key = await keys.keyOf(proof.serial)
  if (!key) return unsigned('signed with an unknown key')
  const body = rawBody.toString('utf8')
  if (!isProven(proof, body, key, keys.now())) return unsigned('the signature does not hold')
  return contentOf(body, keys.apiV3Key)
}
