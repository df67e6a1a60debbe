import { randomBytes } from 'node:crypto'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { startTyping, stopTyping, takeTurn } from '#simulator/state/contacts'
import type { AppKind } from '#simulator/state/official'
import { findInApp } from '#simulator/apps'
import type { World } from '#simulator/world'

const BOTH: readonly AppKind[] = ['mini', 'official']
const MEDIA_LIFE_MS = 3 * 86_400_000

type Fields = Readonly<Record<string, unknown>>

const textIn = (fields: Fields, name: string) => {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : fail(47001)
}

const mediaIn = (world: World, app: AppKind, fields: Fields, name: string) => {
  const id = textIn(fields, name)
  const media = world.messaging.media.get(id)
  return media?.app === app && world.clock.now() < media.endsAtMs ? id : fail(40004)
}

const CONTENTS: Readonly<Record<string, (world: World, app: AppKind, fields: Fields) => Fields>> = {
  text: (_world, _app, fields) => ({ content: textIn(fields, 'content') }),
  image: (world, app, fields) => ({ media_id: mediaIn(world, app, fields, 'media_id') }),
  link: (_world, _app, fields) =>
    Object.fromEntries(['title', 'description', 'url', 'thumb_url'].map((name) => [name, textIn(fields, name)])),
  miniprogrampage: (world, app, fields) => {
    if (app === 'official' && fields.appid !== world.app.appId) fail(40013)
    const pagepath = textIn(fields, 'pagepath')
    if (!world.app.pages.includes(pagepath.split('?', 1)[0] ?? '')) fail(41030)
    return {
      title: textIn(fields, 'title'),
      pagepath,
      thumb_media_id: mediaIn(world, app, fields, 'thumb_media_id'),
    }
  },
}

const contentOf = (world: World, { app, body }: Call) => {
  const { msgtype } = body
  if (typeof msgtype !== 'string') return fail(47001)
  const read = (Object.hasOwn(CONTENTS, msgtype) ? CONTENTS[msgtype] : undefined) ?? fail(47001)
  const given = body[msgtype]
  if (typeof given !== 'object' || given === null) return fail(47001)
  return { msgtype, [msgtype]: read(world, app, { ...given }) }
}

const receiverOf = (world: World, { app, body: { touser } }: Call) => {
  const user = (typeof touser === 'string' ? findInApp(world, app, touser) : undefined) ?? fail(40003)
  return { user, openId: String(touser) }
}

const sendCustom = (world: World, call: Call) => {
  const { user, openId } = receiverOf(world, call)
  const content = contentOf(world, call)
  const nowMs = world.clock.now()
  const turn = takeTurn(world.messaging.contacts, openId, nowMs)
  if (turn === 'closed') fail(45015)
  if (turn === 'spent') fail(45047)
  world.messaging.sent.push({ key: user.key, app: call.app, kind: 'custom', atMs: nowMs, content })
  return { errcode: 0, errmsg: 'ok' }
}

const showTyping = (world: World, call: Call) => {
  const { command } = call.body
  const { openId } = receiverOf(world, call)
  if (command !== 'Typing' && command !== 'CancelTyping') fail(45072)
  if (command === 'CancelTyping') stopTyping(world.messaging.contacts, openId)
  else {
    const outcome = startTyping(world.messaging.contacts, openId, world.clock.now())
    if (outcome === 'closed') fail(45080)
    if (outcome === 'already') fail(45081)
  }
  return { errcode: 0, errmsg: 'ok' }
}

const MAGIC = ['89504e47', 'ffd8ff', '47494638']

const isImage = (bytes: Buffer) => MAGIC.some((start) => bytes.toString('hex', 0, 4).startsWith(start))

const uploadMedia = (world: World, { app, query, upload }: Call) => {
  if (query.type !== 'image') fail(40004)
  if (!upload) return fail(41005)
  if (!isImage(upload)) fail(40004)
  const nowMs = world.clock.now()
  const id = randomBytes(32).toString('base64url')
  world.messaging.media.set(id, { app, endsAtMs: nowMs + MEDIA_LIFE_MS })
  return { type: 'image', media_id: id, created_at: Math.floor(nowMs / 1000) }
}

const shared = { method: 'POST', needsToken: true, apps: BOTH } as const

export const customerMessageEndpoints: readonly Endpoint[] = [
  { ...shared, path: '/cgi-bin/message/custom/send', answer: sendCustom },
  { ...shared, path: '/cgi-bin/message/custom/business/typing', answer: showTyping },
  { ...shared, path: '/cgi-bin/media/upload', takesFile: true, answer: uploadMedia },
]
