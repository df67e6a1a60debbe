import * as z from 'zod/mini'
import { askJson, type Ask, type Endpoint } from '#server/platform/wechat/exchange'

/** What a shop may answer somebody with. `thumbMediaId` is a picture uploaded to the same app within three days. */
export type CustomerMessage =
  | { kind: 'text'; content: string }
  | { kind: 'link'; title: string; description: string; url: string; thumbUrl: string }
  | { kind: 'page'; title: string; pagePath: string; thumbMediaId: string }

/** A message to somebody who has just written to the shop, or come to its chat: there is a time and a number for it (45015, 45047). */
export type CustomerMessages = {
  sendCustomerMessage: (openId: string, message: CustomerMessage) => Promise<void>
  /** A PNG or JPEG for cards of the same app; WeChat keeps it for three days. Answers the media id. */
  uploadImage: (image: Buffer) => Promise<string>
}

export const CUSTOMER_MESSAGE_PATH = '/cgi-bin/message/custom/send'

const upload = z.object({ media_id: z.string().check(z.regex(/^[\w-]{1,128}$/)) })

/** `miniAppId` is for the 公众号, whose cards must say which mini program they open. */
const bodyOf = (openId: string, message: CustomerMessage, miniAppId: string | undefined) => {
  const to = { touser: openId }
  if (message.kind === 'text') return { ...to, msgtype: 'text', text: { content: message.content } }
  if (message.kind === 'link') {
    const { title, description, url, thumbUrl } = message
    return { ...to, msgtype: 'link', link: { title, description, url, thumb_url: thumbUrl } }
  }
  const { title, pagePath, thumbMediaId } = message
  const card = { title, pagepath: pagePath, thumb_media_id: thumbMediaId }
  return { ...to, msgtype: 'miniprogrampage', miniprogrampage: { ...(miniAppId && { appid: miniAppId }), ...card } }
}

export const customerMessages = (ask: Ask, endpoint: Endpoint, miniAppId?: string): CustomerMessages => ({
  sendCustomerMessage: async (openId, message) => {
    const request = { path: CUSTOMER_MESSAGE_PATH, body: bodyOf(openId, message, miniAppId) }
    await ask(request, (complete) => askJson(endpoint, complete, z.object({})))
  },
  uploadImage: async (image) => {
    const request = { path: '/cgi-bin/media/upload', query: { type: 'image' }, file: image }
    return (await ask(request, (complete) => askJson(endpoint, complete, upload))).media_id
  },
})
