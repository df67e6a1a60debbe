import { html } from '#simulator/page/html'
import { button, clockOf, form, table } from '#simulator/page/parts'
import { creditsOf } from '#simulator/state/messaging'
import type { User } from '#simulator/state/users'
import type { World } from '#simulator/world'

const allowedBy = (world: World, { key }: User) =>
  [...world.messaging.templates.values()]
    .map(({ id, title }) => ({ name: title || id, left: creditsOf(world.messaging, key, id) }))
    .filter(({ left }) => left > 0)
    .map(({ name, left }) => `${name} × ${left}`)
    .join('，')

const subscribing = (world: World, { key }: User) => {
  const templates = [...world.messaging.templates.values()]
  if (templates.length === 0) return html``
  const choices = templates.map(({ id, title }) => html`<option value="${id}">${title || id}</option>`)
  const choice = html`<select name="templateId" aria-label="模板">
      ${choices}
    </select>
    <select name="answer" aria-label="怎么答">
      <option value="accept">允许</option>
      <option value="reject">不允许</option>
    </select>`
  return form('tap-subscribe', { key }, choice, '答订阅弹窗')
}

const speaking = (world: World, { key }: User) => {
  const words = html`<input name="text" value="签到" aria-label="说什么" size="6" />`
  return world.official
    ? form('say', { key, to: 'official' }, words, '发给公众号')
    : form('say', { key, to: 'mini' }, words, '发给客服')
}

const row = (world: World, user: User) => {
  const { key, openId, phone } = user
  const visited = world.safety.visits.get(key)
  const follows = world.messaging.followers.has(key)
  return html`<tr>
    <th scope="row">${key}<code>${openId}</code></th>
    <td>${phone ? `+${phone.countryCode} ${phone.number}` : '没有'}</td>
    <td>${visited === undefined ? '没来过' : clockOf(visited)}</td>
    <td>${allowedBy(world, user) || '没有'}</td>
    <td class="acts">
      ${subscribing(world, user)}${speaking(world, user)}
      ${world.official ? button('event', { key, event: follows ? 'unsubscribe' : 'subscribe' }, follows ? '取消关注' : '关注公众号') : html``}
      ${button('visit', { key }, '打开小程序')}
    </td>
  </tr>`
}

/** Who there is on this WeChat, what they allow, and what they can be made to do. */
export const people = (world: World) =>
  table({
    ...{ id: 'people', title: '人', english: 'People', empty: '还没有人。有人登录过小程序，就会出现在这里。' },
    heads: ['谁', '手机号', '上次打开小程序', '还允许几条订阅消息', '让他做'],
    rows: [...world.users.byKey.values()].map((user) => row(world, user)),
  })
