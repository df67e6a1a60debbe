import { randomBytes } from 'node:crypto'
import { isSignedBy, seal, signatureOf, unseal } from './cipher'
import { readFields, textIn, writeFields, type Fields, type Format } from './fields'

/** What an app of ours and WeChat agreed on in the console. With an AES key, secure mode is demanded. */
export type PushApp = { appId: string; token: string; aesKey: string | null }

/** What stands in the address of a push. */
export type Stamp = { signature: string; timestamp: string; nonce: string; encryptType: string; msgSignature: string }

// Deliveries are seconds old. Older ones were kept by somebody, perhaps for longer than we remember what we have had.
const AGE_MAX_MS = 10 * 60_000

const isRecent = (timestamp: string, now: Date) =>
  /^\d{1,11}$/.test(timestamp) && Math.abs(now.getTime() - Number(timestamp) * 1000) <= AGE_MAX_MS

/** That it does not come from WeChat, or is for somebody else. What exactly is wrong is for our log alone. */
export class PushForged extends Error {}

const must = (holds: boolean, why: string) => {
  if (!holds) throw new PushForged(why)
}

/** Whether WeChat signed the address itself: enough for its check of the address, and for a push in plain mode. */
export function verifyAddress({ token }: PushApp, { signature, timestamp, nonce }: Stamp, now: Date) {
  must(isSignedBy(signature, token, timestamp, nonce), 'the signature is wrong')
  must(isRecent(timestamp, now), 'the timestamp is too far from our clock')
}

const orForged = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw new PushForged(error instanceof Error ? error.message : 'unreadable', { cause: error })
  }
}

function openSecure(app: PushApp, aesKey: string, stamp: Stamp, body: string, now: Date) {
  must(stamp.encryptType === 'aes', 'not encrypted, where the app has an AES key')
  const outer = orForged(() => readFields(body))
  const sealed = textIn(outer.fields, 'Encrypt')
  // `signature` says nothing about the body; msg_signature does.
  must(
    isSignedBy(stamp.msgSignature, app.token, stamp.timestamp, stamp.nonce, sealed),
    'the signature of the message is wrong',
  )
  must(isRecent(stamp.timestamp, now), 'the timestamp is too far from our clock')
  const { text, appId } = orForged(() => unseal(aesKey, sealed))
  must(appId === app.appId, 'the message is for another app')
  return orForged(() => readFields(text))
}

/** The fields of a push that WeChat sent to this app. Throws PushForged on everything else. */
export function openPush(app: PushApp, stamp: Stamp, body: string, now: Date): { format: Format; fields: Fields } {
  if (app.aesKey !== null) return openSecure(app, app.aesKey, stamp, body, now)
  verifyAddress(app, stamp, now)
  must(stamp.encryptType !== 'aes', 'encrypted, where the app has no AES key')
  return orForged(() => readFields(body))
}

type Saying = { to: string; from: string; text: string; at: Date }

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000)

/** A text as the answer to a push, in its format, sealed where the app demands it. */
export function wrapReply({ appId, token, aesKey }: PushApp, format: Format, { to, from, text, at }: Saying): string {
  const seconds = secondsOf(at)
  const message = writeFields(format, {
    ...{ ToUserName: to, FromUserName: from, CreateTime: seconds, MsgType: 'text' },
    Content: text,
  })
  if (aesKey === null) return message
  const Encrypt = seal(aesKey, appId, message)
  const Nonce = String(randomBytes(4).readUInt32BE())
  const MsgSignature = signatureOf(token, String(seconds), Nonce, Encrypt)
  return writeFields(format, { Encrypt, MsgSignature, TimeStamp: seconds, Nonce })
}
