import { decrypt, signatureOf } from '#simulator/push/cipher'
import { accountIdOf } from '#simulator/push/envelope'
import type { Delivery, PushTarget } from '#simulator/push/target'
import { readXml } from '#simulator/push/xml'

type Fields = Readonly<Record<string, string>>

export type Judged =
  | { kind: 'none' }
  | { kind: 'reply'; msgType: string; content: string | null; fields: Fields }
  | { kind: 'unavailable'; reason: string }

class Unreadable extends Error {}

const refuse = (reason: string): never => {
  throw new Unreadable(reason)
}

const jsonFields = (text: string): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]))
  } catch {
    return undefined
  }
}

const fieldsOf = (text: string) =>
  (text.trimStart().startsWith('{') ? jsonFields(text) : readXml(text)) ?? refuse('neither XML nor JSON')

const opened = (text: string, { token, encodingAESKey }: PushTarget, appId: string) => {
  const { Encrypt = '', MsgSignature, TimeStamp = '', Nonce = '' } = fieldsOf(text)
  if (Encrypt === '') refuse('not encrypted')
  if (MsgSignature !== signatureOf(token, TimeStamp, Nonce, Encrypt)) refuse('bad MsgSignature')
  try {
    const inner = decrypt(encodingAESKey, Encrypt)
    return inner.appId === appId ? inner.text : refuse('encrypted for another app')
  } catch (error) {
    if (error instanceof Unreadable) throw error
    return refuse('cannot be decrypted')
  }
}

const TYPES = ['text', 'image', 'voice', 'video', 'music', 'news']

const replyOf = (fields: Fields, appId: string, openId: string): Judged => {
  const { ToUserName, FromUserName, CreateTime = '', MsgType = '', Content } = fields
  if (ToUserName !== openId) refuse('ToUserName is not the person')
  if (FromUserName !== accountIdOf(appId)) refuse('FromUserName is not the account')
  if (!/^\d{1,10}$/.test(CreateTime)) refuse('CreateTime is no time in seconds')
  if (!TYPES.includes(MsgType)) refuse(`MsgType is none of ${TYPES.join(' ')}`)
  if (MsgType === 'text' && !Content) refuse('Content is empty')
  return { kind: 'reply', msgType: MsgType, content: Content ?? null, fields }
}

/** How WeChat takes what the shop's server answered; what it cannot read shows as an account out of order. */
export const judgeReply = (text: string, target: PushTarget, appId: string, { app, openId }: Delivery): Judged => {
  if (text === '' || text === 'success') return { kind: 'none' }
  try {
    if (app === 'mini') refuse('a mini program has no passive reply')
    return replyOf(fieldsOf(target.mode === 'secure' ? opened(text, target, appId) : text), appId, openId)
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'unavailable', reason: error.message }
    throw error
  }
}
