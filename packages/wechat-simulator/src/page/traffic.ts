import { html } from '#simulator/page/html'
import { button, clockOf, form, options, table, yuan } from '#simulator/page/parts'
import type { Order } from '#simulator/pay/order/order'
import { tradeStateOf } from '#simulator/pay/order/state'
import type { Pay } from '#simulator/pay/state'
import type { Fault } from '#simulator/state/faults'
import { findByOpenId } from '#simulator/state/users'
import type { World } from '#simulator/world'

const SHOWN = 50
const newest = <Row>(rows: readonly Row[]) => rows.slice(-SHOWN).reverse()

const contentText = (content: Readonly<Record<string, unknown>>) => {
  const { data, ...rest } = content
  const shown = typeof data === 'object' && data !== null ? { ...data, page: rest.page } : rest
  return Object.entries(shown)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}：${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
}

/** What came to people's phones. */
export const messages = ({ messaging }: World) =>
  table({
    ...{ id: 'messages', title: '手机上收到的消息', english: 'Messages', empty: '还没有人收到消息。' },
    heads: ['时间', '谁', '哪种', '内容'],
    rows: newest(messaging.sent).map(
      ({ atMs, key, kind, content }) =>
        html`<tr>
          <td>${clockOf(atMs)}</td>
          <td>${key}</td>
          <td>${kind === 'subscribe' ? '订阅消息' : '客服消息'}</td>
          <td class="lines">${contentText(content)}</td>
        </tr>`,
    ),
  })

const STATES = { NOTPAY: '没付', SUCCESS: '付了', REFUND: '有退款', CLOSED: '关了' } as const

const REFUNDS = { PROCESSING: '退款中', SUCCESS: '退到账了', ABNORMAL: '没退成', CLOSED: '退款关了' } as const

const orderRow = (world: World, pay: Pay, order: Order) => {
  const { outTradeNo, description, total, openId } = order
  const key = findByOpenId(world.users, openId)?.key ?? openId
  const state = tradeStateOf(pay, order, world.clock.now())
  const refunds = [...pay.refunds.values()].filter((refund) => refund.order === order)
  return html`<tr>
    <th scope="row">${outTradeNo}</th>
    <td>${key}</td>
    <td>${description}</td>
    <td class="sum">${yuan(total)}</td>
    <td>${STATES[state]}</td>
    <td class="lines">${refunds.map((one) => `${yuan(one.amount)} ${REFUNDS[one.status]}`).join('\n') || '没有'}</td>
    <td class="acts">
      ${
        state === 'NOTPAY'
          ? html`${button('pay', { outTradeNo, key }, '付款')}${button('pay-cancel', { outTradeNo, key }, '不付了')}`
          : html``
      }${refunds
        .filter(({ status }) => status === 'PROCESSING')
        .map(({ outRefundNo }) => button('refund-outcome', { outRefundNo, status: 'SUCCESS' }, '退到账'))}
    </td>
  </tr>`
}

/** What people were asked to pay, and what went back to them. */
export const orders = (world: World) => {
  const { pay } = world
  return table({
    ...{ id: 'orders', title: '支付单和退款', english: 'Orders and refunds' },
    empty: pay ? '还没有人下单。' : '这次没有开微信支付。',
    heads: ['商户单号', '谁', '买什么', '金额', '状态', '退款', '让他做'],
    rows: pay ? newest([...pay.orders.values()]).map((order) => orderRow(world, pay, order)) : [],
  })
}

/** What the shop's server was told, and how it answered. */
export const pushes = ({ messaging, pay }: World) =>
  table(
    {
      ...{ id: 'pushes', title: '推给店里的通知', english: 'Pushes', empty: '还没有推送过，或者没有人回话。' },
      heads: ['时间', '什么', '给谁', '店里怎么答'],
      rows: [
        ...newest(pay?.deliveries ?? []).map(
          (one) =>
            html`<tr>
              <td>${clockOf(one.atMs)}</td>
              <td>${one.eventType}</td>
              <td>${one.url}</td>
              <td>${one.status === null ? '没有回答' : one.status}${one.trouble ? `（故意 ${one.trouble}）` : ''}</td>
            </tr>`,
        ),
        ...newest(messaging.replies).map(
          (one) =>
            html`<tr>
              <td>${clockOf(one.atMs)}</td>
              <td>消息推送</td>
              <td>${one.key}</td>
              <td class="lines">${one.kind === 'reply' ? (one.content ?? one.msgType) : `看不懂：${one.reason}`}</td>
            </tr>`,
        ),
      ],
    },
    html`<p class="hint">
      消息推送的地址：${
        Object.entries(messaging.push)
          .map(([app, { url }]) => `${app === 'mini' ? '小程序' : '公众号'} ${url}`)
          .join('，') || '还没有填'
      }
    </p>`,
  )

const mishapText = ({ mishap }: Fault) => {
  if (mishap.kind === 'errcode') return `答 errcode ${mishap.errcode}`
  if (mishap.kind === 'status') return `答 HTTP ${mishap.status}`
  if (mishap.kind === 'drop') return mishap.when === 'before' ? '做之前断线' : '做完再断线'
  return mishap.kind === 'text' ? `答「${mishap.text}」` : '只是慢'
}

/** What will go wrong with the next calls. */
export const faults = ({ faults: waiting }: World, paths: readonly string[]) => {
  const where = html`<select name="path" aria-label="哪个接口">
    ${options(['*', ...paths])}
  </select>`
  const times = html`<label>次数 <input class="number" name="times" value="1" size="3" inputmode="numeric" /></label>`
  const code = html`<label>errcode <input class="number" name="errcode" value="-1" size="7" /></label>`
  const drop = html`<select name="drop" aria-label="什么时候断">
    <option value="before">做之前</option>
    <option value="after">做完再</option>
  </select>`
  return table(
    {
      ...{ id: 'faults', title: '故意出错', english: 'Faults', empty: '没有等着出的错。' },
      heads: ['接口', '还有几次', '慢多少毫秒', '怎么错'],
      rows: waiting.map(
        (one) =>
          html`<tr>
            <th scope="row">${one.path}</th>
            <td>${one.timesLeft}</td>
            <td>${one.delayMs}</td>
            <td>${mishapText(one)}</td>
          </tr>`,
      ),
    },
    html`<div class="acts">
      ${form('fault', {}, html`${where}${code}${times}`, '答一个错误码')}
      ${form('fault', {}, html`${where}${drop}${times}`, '断线')}${button('fault', { clear: true }, '都不错了')}
    </div>`,
  )
}
