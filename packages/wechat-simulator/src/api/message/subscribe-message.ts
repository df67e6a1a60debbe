import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { fitsKind } from '#simulator/api/message/subscribe-values'
import { pushEvent } from '#simulator/push/push'
import { nextMsgId, takeCredit, type Template } from '#simulator/state/messaging'
import { findByOpenId } from '#simulator/state/users'
import type { World } from '#simulator/world'

const LANGUAGES: readonly unknown[] = ['zh_CN', 'en_US', 'zh_HK', 'zh_TW']
const STATES: readonly unknown[] = ['developer', 'trial', 'formal']

const refuse = (field: string) => fail(47003, `argument invalid! ${field} invalid`)

const valueOf = (data: object, name: string): unknown => {
  const entry: unknown = Reflect.get(data, name)
  return typeof entry === 'object' && entry !== null && 'value' in entry ? entry.value : undefined
}

/** Every field of the template, none besides, each within the limits of its kind. */
const dataOf = ({ data }: Call['body'], { fields }: Template) => {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return refuse('data')
  const stranger = Object.keys(data).find((name) => !Object.hasOwn(fields, name))
  if (stranger !== undefined) refuse(`data.${stranger}`)
  return Object.fromEntries(
    Object.entries(fields).map(([name, kind]): [string, string] => {
      const value = valueOf(data, name)
      return typeof value === 'string' && fitsKind(kind, value) ? [name, value] : refuse(`data.${name}.value`)
    }),
  )
}

const pageOf = ({ page }: Call['body'], pages: readonly string[]) => {
  if (page === undefined || page === '') return null
  if (typeof page !== 'string' || !pages.includes(page.split('?', 1)[0] ?? '')) return fail(41030)
  return page
}

const requestOf = (world: World, body: Call['body']) => {
  const { touser, template_id: templateId, miniprogram_state: state = 'formal', lang = 'zh_CN' } = body
  const user = (typeof touser === 'string' ? findByOpenId(world.users, touser) : undefined) ?? fail(40003)
  const templates = world.messaging.templates
  const template = (typeof templateId === 'string' ? templates.get(templateId) : undefined) ?? fail(40037)
  const page = pageOf(body, world.app.pages)
  if (!STATES.includes(state)) refuse('miniprogram_state')
  if (!LANGUAGES.includes(lang)) refuse('lang')
  return { user, template, content: { templateId: template.id, page, state, lang, data: dataOf(body, template) } }
}

const sendSubscribed = (world: World, { body }: Call) => {
  const { user, template, content } = requestOf(world, body)
  if (!takeCredit(world.messaging, user.key, template.id)) fail(43101)
  const msgId = nextMsgId(world.messaging)
  world.messaging.sent.push({ key: user.key, app: 'mini', kind: 'subscribe', atMs: world.clock.now(), content })
  pushEvent(world, 'mini', user, 'subscribe_msg_sent_event', {
    List: { TemplateId: template.id, MsgID: String(msgId), ErrorCode: '0', ErrorStatus: 'success' },
  })
  return { errcode: 0, errmsg: 'ok', msgid: msgId }
}

const ONE_TIME = 2

const present = ({ id, title, fields }: Template) => ({
  priTmplId: id,
  title,
  content: Object.keys(fields)
    .map((name) => `${name}:{{${name}.DATA}}\n`)
    .join(''),
  example: '',
  type: ONE_TIME,
})

const listTemplates = (world: World) => ({
  errcode: 0,
  errmsg: 'ok',
  data: [...world.messaging.templates.values()].map(present),
})

export const subscribeMessageEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/cgi-bin/message/subscribe/send', needsToken: true, answer: sendSubscribed },
  { method: 'GET', path: '/wxaapi/newtmpl/gettemplate', needsToken: true, answer: listTemplates },
]
