import * as z from 'zod/mini'
import { fitsKind, kindOfField } from '@huitou/shared/notify/value-rules'
import { askJson, type Ask, type Endpoint } from '#server/platform/wechat/exchange'
import { WeChatError } from '#server/platform/wechat/wechat-error'

export type SubscribeMessage = {
  openId: string
  templateId: string
  /** By field name, as thing1. */
  data: Readonly<Record<string, string>>
  /** Where a tap leads, with its query; null opens nothing. */
  page: string | null
  state: 'formal' | 'trial' | 'developer'
}

/** What a group card shows before it is over: so many of so many. */
export type OpenCard = { activityId: string; members: number; places: number }
/** What a group card opens once it is over. */
export type FinishedCard = { activityId: string; path: string; version: 'release' | 'trial' | 'develop' }

export type MessageCalls = {
  /** Answers the message's number, by which WeChat tells later whether it arrived; null when it gave none that can be kept. */
  sendSubscribeMessage: (message: SubscribeMessage) => Promise<{ msgId: string | null }>
  /** The id of a card in group chats that can be changed for a day. */
  createActivity: () => Promise<{ activityId: string; endsAt: Date }>
  updateActivity: (card: OpenCard) => Promise<void>
  /** The last change: a finished card stays as it is. */
  finishActivity: (card: FinishedCard) => Promise<void>
}

export const SUBSCRIBE_SEND = '/cgi-bin/message/subscribe/send'
const CREATE = '/cgi-bin/message/wxopen/activityid/create'
const UPDATE = '/cgi-bin/message/wxopen/updatablemsg/send'
const MISFIT = 47003

const sent = z.object({ msgid: z.optional(z.number()) })
const created = z.object({ activity_id: z.string().check(z.minLength(1)), expiration_time: z.int() })
const done = z.object({})

/** A value that WeChat would refuse is refused here, with its number: nobody is asked in vain. */
function mustFit(data: SubscribeMessage['data']) {
  const misfit = Object.entries(data).find(([field, value]) => !fitsKind(kindOfField(field), value))
  if (misfit)
    throw new WeChatError({
      ...{ kind: 'refused', path: SUBSCRIBE_SEND, errcode: MISFIT },
      note: 'not asked, a value does not fit its field',
    })
}

/** Numbers beyond what JSON holds exactly would name another message. */
const numberText = (msgid: number | undefined) => (Number.isSafeInteger(msgid) ? String(msgid) : null)

const sending =
  (ask: Ask, endpoint: Endpoint): MessageCalls['sendSubscribeMessage'] =>
  async ({ openId, templateId, data, page, state }) => {
    mustFit(data)
    const body = {
      ...{ touser: openId, template_id: templateId, miniprogram_state: state, lang: 'zh_CN' },
      ...(page === null ? {} : { page }),
      data: Object.fromEntries(Object.entries(data).map(([field, value]) => [field, { value }])),
    }
    const { msgid } = await ask({ path: SUBSCRIBE_SEND, body }, (request) => askJson(endpoint, request, sent))
    return { msgId: numberText(msgid) }
  }

const listed = (parameters: Record<string, string>) => ({
  parameter_list: Object.entries(parameters).map(([name, value]) => ({ name, value })),
})

/** Subscription messages, and cards in group chats that change after they were sent. */
export const messageCalls = (ask: Ask, endpoint: Endpoint): MessageCalls => {
  const update = async (activityId: string, state: 0 | 1, parameters: Record<string, string>) => {
    const body = { activity_id: activityId, target_state: state, template_info: listed(parameters) }
    await ask({ path: UPDATE, body }, (request) => askJson(endpoint, request, done))
  }
  return {
    sendSubscribeMessage: sending(ask, endpoint),
    createActivity: async () => {
      const answer = await ask({ path: CREATE }, (request) => askJson(endpoint, request, created))
      return { activityId: answer.activity_id, endsAt: new Date(answer.expiration_time * 1000) }
    },
    updateActivity: ({ activityId, members, places }) =>
      update(activityId, 0, { member_count: String(members), room_limit: String(places) }),
    finishActivity: ({ activityId, path, version }) => update(activityId, 1, { path, version_type: version }),
  }
}
