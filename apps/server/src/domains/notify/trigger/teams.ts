import { refundWords } from '@huitou/shared/groupbuy/rules'
import type { RefundCause } from '@huitou/shared/groupbuy/schema'
import { yuan } from '@huitou/shared/purchase/word-rules'
import { Activities, GroupOrders, Teams } from '#server/domains/groupbuy/entities'
import type { EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import type { Telling } from './told'

const activityOf = async (read: Reader, data: EventRow['data']) =>
  found(await read.findOne(Activities, { where: { id: factText(data, 'activityId') } }))

const orderPage = (orderId: string) => `groupbuy/order/index?orderId=${orderId}`

/** The one who opened it hears of each who comes, as long as somebody is missing. */
const seated: Telling = async (read, data) => {
  const team = found(await read.findOne(Teams, { where: { id: factText(data, 'teamId') } }))
  const missing = Number(data['missing'])
  if (missing === 0 || team.leaderId === factText(data, 'memberId')) return []
  const order = await read.findOne(GroupOrders, { where: { teamId: team.id, memberId: team.leaderId } })
  const { name } = await activityOf(read, data)
  const note = `还差 ${missing} 人成团`
  return [
    {
      ...{ memberId: team.leaderId, topic: 'groupbuy.joined', title: '有人参团了' },
      words: `「${name}」又来了一位朋友，${note}`,
      page: order && orderPage(order.id),
      facts: { name, teamNo: team.id, note },
    },
  ]
}

const won: Telling = async (read, data) => {
  const { name, itemId } = await activityOf(read, data)
  const order = found(await read.findOne(GroupOrders, { where: { id: factText(data, 'orderId') } }))
  const goodsNote = order.storeId === null ? '店里会尽快寄出' : '到店出示取货码'
  const note = itemId === null ? '券在卡包里，到店出示' : goodsNote
  return [
    {
      ...{ memberId: factText(data, 'memberId'), topic: 'groupbuy.succeeded', title: '人齐了，成团' },
      words: `「${name}」拼成了，${note}`,
      page: orderPage(factText(data, 'orderId')),
      facts: { name, teamNo: factText(data, 'teamId'), note },
    },
  ]
}

/** What people did themselves they know already. */
const OWN_DOING: ReadonlySet<string> = new Set<RefundCause>(['cancelled', 'requested', 'left'])

const lost: Telling = async (read, data) => {
  const cause = factText(data, 'cause') as RefundCause
  if (OWN_DOING.has(cause)) return []
  const { name, itemId } = await activityOf(read, data)
  const note = `${yuan(Number(data['amountFen']))} 原路退回`
  return [
    {
      ...{ memberId: factText(data, 'memberId'), topic: 'groupbuy.failed', title: `「${name}」没拼成` },
      words: `${refundWords(cause, itemId === null ? 'voucher' : 'goods')}，${note}`,
      page: orderPage(factText(data, 'orderId')),
      facts: { name, teamNo: factText(data, 'teamId'), note },
    },
  ]
}

/** What happens in group-buys, as messages. */
export const TEAM_TELLING: Readonly<Record<string, Telling>> = {
  'groupbuy.seated': seated,
  'groupbuy.won': won,
  'groupbuy.lost': lost,
}
