import { createHash, randomBytes } from 'node:crypto'
import { encrypt, signatureOf } from '#simulator/push/cipher'
import type { Delivery, PushMessage, PushTarget } from '#simulator/push/target'
import { writeXml } from '#simulator/push/xml'

/** An account's own name in messages: the FromUserName of a reply, the ToUserName of what it is told. */
export const accountIdOf = (appId: string) => `gh_${createHash('sha256').update(appId).digest('hex').slice(0, 12)}`

const LISTS: Readonly<Record<string, string>> = {
  subscribe_msg_popup_event: 'SubscribeMsgPopupEvent',
  subscribe_msg_change_event: 'SubscribeMsgChangeEvent',
  subscribe_msg_sent_event: 'SubscribeMsgSentEvent',
}

/** In XML the lists of subscription events stand in an element of their own; in JSON they do not. */
const xmlForm = ({ List, ...rest }: PushMessage): PushMessage => {
  if (List === undefined) return rest
  const wrapper = typeof rest.Event === 'string' ? LISTS[rest.Event] : undefined
  return wrapper === undefined ? { ...rest, List } : { ...rest, [wrapper]: { List } }
}

/** The message as text in the format that the shop has chosen. */
export const written = (format: PushTarget['format'], message: PushMessage) =>
  format === 'json' ? JSON.stringify(message) : writeXml(xmlForm(message))

const OTHER_APP = 'wx0000000000000000'

const stamp = (nowMs: number) => ({
  timestamp: String(Math.floor(nowMs / 1000)),
  nonce: String(randomBytes(4).readUInt32BE()),
})

const tokenOf = ({ token, badSignature }: PushTarget) => (badSignature ? `not-${token}` : token)

/** The address with which WeChat asks whether the shop's server knows the token. */
export const checkAddress = ({ url, token }: PushTarget, echostr: string, nowMs: number) => {
  const { timestamp, nonce } = stamp(nowMs)
  const address = new URL(url)
  const query = { signature: signatureOf(token, timestamp, nonce), timestamp, nonce, echostr }
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  return address
}

/** Address and body of one delivery; every attempt is signed anew, as its time is another. */
export const sealed = (target: PushTarget, appId: string, { openId, message }: Delivery, nowMs: number) => {
  const { timestamp, nonce } = stamp(nowMs)
  const token = tokenOf(target)
  const address = new URL(target.url)
  const query: Record<string, string> = {
    signature: signatureOf(token, timestamp, nonce),
    timestamp,
    nonce,
    openid: openId,
  }
  let body = written(target.format, message)
  if (target.mode === 'secure') {
    const Encrypt = encrypt(target.encodingAESKey, target.wrongAppId ? OTHER_APP : appId, body)
    query.encrypt_type = 'aes'
    query.msg_signature = signatureOf(token, timestamp, nonce, Encrypt)
    body = written(target.format, { ToUserName: accountIdOf(appId), Encrypt })
  }
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  return { address, body, type: target.format === 'json' ? 'application/json' : 'text/xml' }
}
