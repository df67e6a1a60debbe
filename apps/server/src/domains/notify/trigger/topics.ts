import { Coupons } from '#server/domains/coupon/entities'
import { templateById } from '#server/domains/coupon/queries'
import { Items, Orders, Watches } from '#server/domains/mall/entities'
import { brandOf, storeById } from '#server/domains/store/queries'
import { tierNameOf } from '#server/domains/tier/queries'
import { stampText, untilText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import type { EventRow } from '#server/platform/events/entities'
import { factText } from '#server/platform/events/fact'
import { found } from '#server/platform/refused'
import { DOING_TELLING } from './doings'
import { FRIEND_TELLING } from './friends'
import { GATHERING_TELLING } from './gatherings'
import { REVIEW_TELLING } from './reviews'
import { SELLING_TELLING } from './selling'
import { TEAM_TELLING } from './teams'
import type { Telling } from './told'

const couponEnding: Telling = async (read, data) => {
  const coupon = await read.findOne(Coupons, { where: { id: factText(data, 'couponId'), state: 'unused' } })
  if (!coupon) return []
  const { name } = await templateById(read, coupon.templateId)
  const { zone } = await brandOf(read)
  const note = '用之前看看门店和门槛'
  return [
    {
      ...{ memberId: coupon.memberId, topic: 'coupon.ending', title: '有张券快到期了' },
      words: `「${name}」${untilText(coupon.expiresAt, zone)}到期，${note}`,
      page: `coupon/detail/index?couponId=${coupon.id}`,
      facts: { name, endsAt: stampText(new Date(coupon.expiresAt.getTime() - 1), zone), note },
      until: coupon.expiresAt,
    },
  ]
}

/** Everybody who watched it when it came back. */
const backInStock: Telling = async (read, data, at) => {
  const item = found(await read.findOne(Items, { where: { id: factText(data, 'itemId') } }))
  const watches = await read.find(Watches, { where: { itemId: item.id, backAt: at } })
  const points = String(item.points)
  return watches.map(({ memberId }) => ({
    ...{ memberId, topic: 'mall.back', title: '你等的到货了' },
    words: `「${item.name}」又有了，${points} 积分一份，先到先得`,
    page: `mall/item/index?itemId=${item.id}`,
    facts: { name: item.name, points, note: '数量不多，先到先得' },
  }))
}

const orderWithItem = async (read: Reader, data: EventRow['data']) => {
  const order = found(await read.findOne(Orders, { where: { id: factText(data, 'orderId') } }))
  const { name } = found(await read.findOne(Items, { where: { id: order.itemId } }))
  return { order, name, page: `mall/order/index?orderId=${order.id}` }
}

/** What is picked up in a store waits there from the exchange on; what is sent, or goes to the wallet, has nothing to be told yet. */
const orderReady: Telling = async (read, data) => {
  const { order, name, page } = await orderWithItem(read, data)
  if (order.storeId === null || order.pickUpUntil === null || order.state !== 'waiting_pickup') return []
  const { zone } = await brandOf(read)
  const store = (await storeById(read, order.storeId)).name
  const note = '到店出示取货码'
  return [
    {
      ...{ memberId: order.memberId, topic: 'mall.ready', title: '换的东西留好了', page },
      words: `「${name}」在${store}，${untilText(order.pickUpUntil, zone)}前${note}`,
      facts: {
        ...{ name, store, note, orderNo: order.id },
        until: stampText(new Date(order.pickUpUntil.getTime() - 1), zone),
      },
      until: order.pickUpUntil,
    },
  ]
}

const orderShipped: Telling = async (read, data) => {
  const { order, name, page } = await orderWithItem(read, data)
  const [carrier, trackingNo] = [order.carrier ?? '快递', order.trackingNo ?? '']
  const note = '收到后点一下确认收货'
  return [
    {
      ...{
        memberId: order.memberId,
        topic: 'mall.shipped',
        title: order.groupOrderId === null ? '换的东西寄出了' : '拼的东西寄出了',
        page,
      },
      words: `「${name}」交给了${carrier}，单号 ${trackingNo}`,
      facts: { name, carrier, trackingNo, orderNo: order.id, note },
    },
  ]
}

const tierWarned: Telling = async (read, data) => {
  const tier = await tierNameOf(read, Number(data['from']))
  const note = '看看还差多少能保住'
  return [
    {
      ...{ memberId: factText(data, 'memberId'), topic: 'tier.warned', title: '等级快要变了' },
      words: `你现在是${tier}会员，${note}`,
      page: 'account/tiers/index',
      facts: { tier, note },
    },
  ]
}

const nicknameRefused: Telling = (_read, data) =>
  Promise.resolve([
    {
      ...{ memberId: factText(data, 'memberId'), topic: 'member.nickname', title: '昵称没有通过' },
      words: '微信觉得这个昵称不合适，已经去掉了。积分和券不受影响，换一个就行',
      page: 'account/profile/index',
      facts: { note: '点开换一个昵称' },
    },
  ])

/** What an operator wrote for a step of a journey. */
const journeySays: Telling = (_read, data) => {
  const [title, note] = [factText(data, 'title'), factText(data, 'words')]
  const page = factText(data, 'page') || null
  const memberId = factText(data, 'memberId')
  return Promise.resolve([{ memberId, topic: 'journey.message', title, words: note, page, facts: { title, note } }])
}

/** Which event becomes which message. One more is one entry here, and its topic in the shared list. */
export const TELLING: Readonly<Record<string, Telling>> = {
  'coupon.endsSoon': couponEnding,
  'mall.backInStock': backInStock,
  'mall.exchanged': orderReady,
  'mall.shipped': orderShipped,
  'tier.warned': tierWarned,
  'member.nicknameRefused': nicknameRefused,
  'journey.message': journeySays,
  ...TEAM_TELLING,
  ...FRIEND_TELLING,
  ...DOING_TELLING,
  ...SELLING_TELLING,
  ...GATHERING_TELLING,
  ...REVIEW_TELLING,
}
