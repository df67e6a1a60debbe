import { sees, tap, tapTab } from './phone'
import type { Scenes } from './scenes'
import { at, refused, type Screen } from './screen'

const LIST = 'groupbuy/list/index'
const MINE = 'groupbuy/mine/index'

const detailOf = ({ cakeId }: Scenes) => `groupbuy/detail/index?activityId=${cakeId}`
const newcomersOf = ({ newcomersId }: Scenes) => `groupbuy/detail/index?activityId=${newcomersId}`
const jamGroupOf = ({ jamGroupId }: Scenes) => `groupbuy/detail/index?activityId=${jamGroupId}`
const pausedOf = ({ pausedId }: Scenes) => `groupbuy/detail/index?activityId=${pausedId}`
const teamAt = (scene: string) => `groupbuy/team/index?scene=${scene}`
const orderIn = (state: keyof Scenes['groupOrders']) => (scenes: Scenes) =>
  `groupbuy/order/index?orderId=${scenes.groupOrders[state]}`
const jamIn = (state: keyof Scenes['jamOrders']) => (scenes: Scenes) =>
  `mall/order/index?orderId=${scenes.jamOrders[state]}`
const jamOf = ({ jamId }: Scenes) => `mall/item/index?itemId=${jamId}`

/** Waits for its money. */
export const payingOf = orderIn('paying')
const openTeamOf = ({ openTeam }: Scenes) => teamAt(openTeam)
const fullTeamOf = ({ fullTeam }: Scenes) => teamAt(fullTeam)

const groups: readonly Screen[] = [
  at(LIST, 'group-buys'),
  at(detailOf, 'group-buy'),
  at(detailOf, 'group-buy: open a team', (page) => tap(page, '我来开团')),
  at(jamGroupOf, 'group-buy of goods'),
  at(jamGroupOf, 'group-buy of goods: open a team', (page) => tap(page, '我来开团')),
  at(jamGroupOf, 'group-buy of goods: sent home', (page) => tapTab(page, /寄给我/)),
  at(newcomersOf, 'group-buy for newcomers'),
  at(pausedOf, 'group-buy that is paused'),
  refused('groupbuy/detail/index?activityId=999999', 'group-buy that is gone'),
  at(openTeamOf, 'team'),
  at(openTeamOf, 'team: join', (page) => tap(page, /元参团$/)),
  at(openTeamOf, 'team: join, or else a team of one’s own', (page) => tapTab(page, /帮我开新团/)),
  at(({ ownTeam }) => teamAt(ownTeam), 'team of one’s own'),
  at(fullTeamOf, 'team that is full'),
  at(({ failedTeam }) => teamAt(failedTeam), 'team whose time is over'),
  refused(teamAt('g.nothing'), 'team that is none'),
  at('groupbuy/team/index', 'team without a card'),
]

const orders: readonly Screen[] = [
  at(MINE, 'my group-buys'),
  at(payingOf, 'group order to pay'),
  at(payingOf, 'group order: step back', (page) => tap(page, '不买了')),
  at(orderIn('seated'), 'group order in a team'),
  at(orderIn('won'), 'group order with a voucher'),
  at(orderIn('won'), 'group order: ask for the money', (page) => tap(page, '申请退款')),
  at(orderIn('used'), 'group order that was used'),
  at(orderIn('goods'), 'group order of goods to pick up'),
  at(orderIn('goods'), 'group order of goods: ask for the money', (page) => tap(page, '申请退款')),
  at(orderIn('sent'), 'group order of goods that are sent'),
  at(orderIn('refunding'), 'group order whose money is on its way'),
  at(orderIn('refunded'), 'group order that was left'),
  at(orderIn('failed'), 'group order of a team that failed'),
  at(orderIn('cancelled'), 'group order that was never paid'),
  refused('groupbuy/order/index?orderId=999999', 'group order of somebody else'),
]

const jam: readonly Screen[] = [
  at(jamOf, 'goods for points and money'),
  at(jamOf, 'goods for points and money: exchange', (page) => tap(page, /积分 \+ .*换$/)),
  at(jamIn('waiting'), 'order to pay'),
  at(jamIn('paid'), 'order that was paid'),
  at(jamIn('cancelled'), 'order whose money went back'),
]

/** What 林小满 finds. */
export const groupScreens: readonly Screen[] = [...groups, ...orders, ...jam]

/** What somebody finds who is no member. */
export const groupScreensOfVisitor: readonly Screen[] = [
  at(LIST, 'group-buys of a visitor'),
  at(detailOf, 'group-buy of a visitor'),
  at(jamGroupOf, 'group-buy of goods, of a visitor'),
  at(MINE, 'own group-buys of a visitor'),
  at('groupbuy/order/index?orderId=1', 'group order of a visitor'),
  at(fullTeamOf, 'full team of a visitor'),
  at(openTeamOf, 'team of a visitor', (page) => sees(page, '入会并参团')),
]
