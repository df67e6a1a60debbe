import type { Output } from '@huitou/shared/api'
import type { GroupOrder } from '@huitou/shared/groupbuy/contract'
import { migrations } from '../../apps/server/migrations/all'
import { Teams } from '../../apps/server/src/domains/groupbuy/entities'
import { entities } from '../../apps/server/src/entities'
import { connectDb } from '../../apps/server/src/platform/db/connect'
import type { Demo } from './demo-server'
import { must } from './must'
import { joined, letNextRefundWait, payerOf, payFor, untilOrder, waitFor, type Payer } from './pay-hands'
import { operatorOf, personOf } from './person'

const CAKE = '草莓奶油盒子'
const JAM = '手作果酱礼盒'
/** As long as a name may be, to see where it breaks. */
const LONG_NAME = '秋冬限定伯爵茶栗子蒙布朗与热拿铁双人分享下午茶套餐工作日及周末通用含一份当日现烤点心'.slice(0, 40)

type States = Exclude<GroupOrder['state'], 'closed'> | 'cancelled' | 'failed' | 'goods' | 'sent'

/** 林小满's orders in every state, and teams as she and others find them. */
export type Groups = {
  /** On sale, and she has nothing of it. */
  cakeId: string
  /** On sale, for who comes for the first time. */
  newcomersId: string
  /** Paused, and all of her orders are of it. */
  pausedId: string
  openTeam: string
  ownTeam: string
  fullTeam: string
  failedTeam: string
  groupOrders: Record<States, string>
  jamId: string
  /** The same jam, for money with others. */
  jamGroupId: string
  /** Of the mall: waits for its money, is paid, went back with its money. */
  jamOrders: { waiting: string; paid: string; cancelled: string }
}

type Hands = ReturnType<typeof handsOf>
type Way = { storeId?: string; addressId?: string }

/** One activity, and whoever buys in it. */
function handsOf(url: string, activity: Output<'groupbuy.show'>['activity']) {
  const { id: activityId } = activity

  async function open(who: Payer, size = 2, way: Way = {}): Promise<GroupOrder> {
    const price = must(
      activity.prices.find((one) => one.size === size),
      `team of ${size}`,
    )
    return (await who.ask('groupbuy.open', { activityId, size, priceSeenFen: price.leaderPriceFen, ...way })).order
  }

  async function paid(who: Payer, { id, paymentId }: GroupOrder): Promise<GroupOrder> {
    await payFor(url, who, must(paymentId ?? undefined, 'payment'))
    return untilOrder(who, id, ({ state }) => state !== 'paying')
  }

  const opened = async (who: Payer, size = 2, way: Way = {}) => paid(who, await open(who, size, way))

  async function join(who: Payer, scene: string, way: Way = {}) {
    const { team } = await who.ask('groupbuy.team', { scene })
    const { order } = await who.ask('groupbuy.join', { scene, priceSeenFen: team.priceFen, ifFull: 'refund', ...way })
    return paid(who, order)
  }

  /** `who` opened it, `friend` came: both have their voucher, or their goods in the way of `who`. */
  async function complete(who: Payer, friend: Payer, way: Way = {}, ofFriend = way) {
    const order = await opened(who, 2, way)
    await join(friend, sceneOf(order), ofFriend)
    return untilOrder(who, order.id, ({ couponId, goods }) => (goods ? goods.orderId : couponId) !== null)
  }

  return { open, opened, join, complete }
}

const sceneOf = ({ team }: GroupOrder) => must(team?.scene, 'team')

/** Its time is over at once, which a test cannot wait for; the server's own job finds out. */
async function endTime({ dataDir }: Demo, scene: string) {
  const beside = await connectDb({ dataDir, pool: 1, entities, migrations })
  const past = new Date(Date.now() - 1000)
  await beside.manager.update(Teams, { scene }, { deadlineAt: past, dueAt: past })
  await beside.destroy()
}

/** A group-buy of the longest name in which the same person may have much. */
async function roomyActivity(url: string) {
  const owner = await operatorOf(url, 'owner')
  const voucher = await owner('coupon.saveTemplate', {
    id: null,
    template: {
      ...{ name: '双人下午茶套餐兑换', kind: 'exchange', itemName: LONG_NAME, validDays: 30 },
      ...{ channel: 'internal', giftable: false },
    },
  })
  await owner('coupon.activate', { id: voucher.template.id })
  const { activity } = await owner('groupbuy.saveActivity', {
    id: null,
    body: {
      ...{ name: LONG_NAME, templateId: voucher.template.id, drawing: 'coffee', singlePriceFen: 128_800 },
      ...{ stockTotal: 100, perMemberLimit: 100, organiser: '禾木烘焙', contact: '021-6000 0018' },
      prices: [
        { size: 2, priceFen: 108_880, leaderPriceFen: 98_880 },
        { size: 5, priceFen: 88_880, leaderPriceFen: 88_880 },
      ],
    },
  })
  await owner('groupbuy.publish', { activityId: activity.id })
  return { id: activity.id, pause: () => owner('groupbuy.pause', { activityId: activity.id }) }
}

async function verified(url: string, member: Payer, order: GroupOrder) {
  const couponId = must(order.couponId ?? undefined, 'voucher')
  const clerk = await personOf(url, 'fang')
  const { staff } = await clerk('staff.me', {})
  const storeId = must(staff?.stores[0], 'store of the clerk').id
  const { code } = await member.ask('coupon.showCode', { couponId })
  const { visit } = await clerk('counter.scan', { storeId, code })
  await clerk('counter.verify', { visitId: visit.id, couponId })
}

/** What goes back; the refund that waits comes last, since it is the next one that WeChat leaves. */
async function ordersGoingBack(demo: Demo, { opened, complete }: Hands, member: Payer, friend: Payer) {
  const [left, lonely] = [await opened(member), await opened(member)]
  const failedTeam = sceneOf(lonely)
  await member.ask('groupbuy.cancel', { orderId: left.id })
  await endTime(demo, failedTeam)
  const given = await complete(member, friend)
  for (const { id } of [left, lonely]) await untilOrder(member, id, ({ state }) => state === 'refunded')
  await letNextRefundWait(demo.url)
  await member.ask('groupbuy.refund', { orderId: given.id })
  return { failedTeam, refunded: left.id, failed: lonely.id, refunding: given.id }
}

async function allOrders(demo: Demo, { hands, cake }: { hands: Hands; cake: Hands }, member: Payer, friend: Payer) {
  const cancelled = await hands.open(member)
  await member.ask('groupbuy.cancel', { orderId: cancelled.id })
  await untilOrder(member, cancelled.id, ({ state }) => state === 'closed')
  const { failedTeam, ...back } = await ordersGoingBack(demo, hands, member, friend)
  // What was used is a purchase: of the dear one she would climb to the next tier, and be told so on every page.
  const used = await cake.complete(member, friend)
  await verified(demo.url, member, used)
  const won = await hands.complete(member, friend)
  const seated = await hands.opened(member, 5)
  await hands.join(friend, sceneOf(seated))
  const paying = await hands.open(member, 5)
  return {
    ...{ failedTeam, ownTeam: sceneOf(seated) },
    groupOrders: {
      ...{ ...back, cancelled: cancelled.id, used: used.id, won: won.id },
      ...{ seated: seated.id, paying: paying.id },
    },
  }
}

/** Jam for points and a little money, bought three times. */
async function buysJam(url: string, member: Payer, storeId: string) {
  const owner = await operatorOf(url, 'owner')
  const { items } = await member.ask('mall.shelf', {})
  const {
    id: itemId,
    points,
    cashFen,
  } = must(
    items.find(({ name }) => name === JAM),
    JAM,
  )
  await owner('mall.saveItem', { id: itemId, terms: { perMemberLimit: 10 } })
  const wish = { itemId, quantity: 1, pointsSeen: points, cashSeenFen: cashFen, storeId }
  const place = async () => (await member.ask('mall.placeOrder', wish)).order
  const paid = async () => {
    const order = await place()
    await payFor(url, member, must(order.paymentId ?? undefined, 'payment'))
    const look = async () => (await member.ask('mall.order', { orderId: order.id })).order
    return waitFor(look, ({ state }) => state !== 'waiting_payment')
  }
  const cancelled = await paid()
  await member.ask('mall.cancel', { orderId: cancelled.id })
  const kept = await paid()
  return { jamId: itemId, jamOrders: { cancelled: cancelled.id, paid: kept.id, waiting: (await place()).id } }
}

const HOME = {
  ...{ id: null, name: '林小满', phone: '13800000018', region: '上海市 徐汇区' },
  ...{ detail: '梧桐路 18 弄 3 号 302 室', isDefault: true },
}

/** Goods: one box to pick up, one that is sent. */
async function buysTogether(jam: Hands, storeId: string, member: Payer, friend: Payer) {
  const { address } = await member.ask('mall.saveAddress', HOME)
  const goods = await jam.complete(member, friend, { storeId })
  const sent = await jam.complete(member, friend, { addressId: address.id }, { storeId })
  return { goods: goods.id, sent: sent.id }
}

/** 林小满 buys with 江江 and 老板娘, in every way in which that can end. */
export async function setGroups(demo: Demo, storeId: string): Promise<Groups> {
  const { url } = demo
  const member = await payerOf(url, 'xiaoman')
  const [friend, other] = [await joined(await payerOf(url, 'jiang')), await joined(await payerOf(url, 'owner'))]
  const { activities } = await member.ask('groupbuy.list', {})
  const cakeId = must(
    activities.find(({ name }) => name === CAKE),
    CAKE,
  ).id
  const newcomersId = must(
    activities.find(({ newcomersOnly }) => newcomersOnly),
    'group-buy for newcomers',
  ).id
  const showOf = async (activityId: string) => (await member.ask('groupbuy.show', { activityId })).activity
  const cake = handsOf(url, await showOf(cakeId))
  const fullTeam = sceneOf(await cake.complete(friend, other))
  const openTeam = sceneOf(await cake.opened(other))
  const roomy = await roomyActivity(url)
  const orders = await allOrders(demo, { cake, hands: handsOf(url, await showOf(roomy.id)) }, member, friend)
  await roomy.pause()
  const jamGroupId = must(
    activities.find(({ name }) => name === JAM),
    'jam to buy with others',
  ).id
  const boxes = await buysTogether(handsOf(url, await showOf(jamGroupId)), storeId, member, friend)
  return {
    ...{ cakeId, newcomersId, pausedId: roomy.id, openTeam, fullTeam, jamGroupId, ...orders },
    groupOrders: { ...orders.groupOrders, ...boxes },
    ...(await buysJam(url, member, storeId)),
  }
}
