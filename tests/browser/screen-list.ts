import { communityScreens, communityScreensOfVisitor } from './community-screens'
import { gatheringScreens, gatheringScreensOfVisitor } from './gathering-screens'
import { groupScreens, groupScreensOfVisitor } from './group-screens'
import { inviteScreens, inviteScreensOfVisitor } from './invite-screens'
import { surveyScreens } from './survey-screens'
import { fieldOf, sees, tap, tapTab, type Phone } from './phone'
import { reviewScreens } from './review-screens'
import { at, refused, type Screen } from './screen'
import type { Scenes } from './scenes'

const HOME = 'pages/home/index'
const POINTS = 'pages/points/index'
const COUPONS = 'pages/coupons/index'
const ME = 'pages/me/index'
const CHECKIN = 'pages/checkin/index'
const CODE = 'pages/code/index'
const LANDING = 'pages/landing/index'
const CENTRE = 'coupon/centre/index'
const ORDERS = 'mall/orders/index'

const couponOf = (id: string) => `coupon/detail/index?couponId=${id}`
const itemOf = (id: string) => `mall/item/index?itemId=${id}`

const purchaseOf = ({ purchaseId }: Scenes) => `account/purchase/index?purchaseId=${purchaseId}`
const receiptOf = ({ slipScene }: Scenes) => `account/receipt/index?scene=${slipScene}`
const landingOf = ({ scene }: Scenes) => `${LANDING}?scene=${scene}`
const standeeOf = ({ standeeScene }: Scenes) => `${LANDING}?scene=${standeeScene}`
const giftOf = ({ giftScene }: Scenes) => `coupon/gift/index?scene=${giftScene}`
const posterOf = ({ posterScene }: Scenes) => `${CENTRE}?scene=${posterScene}`
const cupOf = ({ cupId }: Scenes) => itemOf(cupId)
const orderOf = ({ orderId }: Scenes) => `mall/order/index?orderId=${orderId}`

/** Set once, they stay her own at the next width. */
async function ownQuietHours(page: Phone) {
  const own = page.getByRole('button', { name: '自己定', exact: true })
  if ((await own.count()) > 0) await own.first().click()
  await sees(page, '跟店里一样')
}

const couponScreens: readonly Screen[] = [
  at(({ unusedId }) => couponOf(unusedId), 'coupon'),
  at(
    ({ unusedId }) => couponOf(unusedId),
    'coupon: give',
    (page) => tap(page, '送给朋友'),
  ),
  at(({ usedId }) => couponOf(usedId), 'used coupon'),
  at(({ givenId }) => couponOf(givenId), 'coupon that waits for a friend'),
  refused(couponOf('1'), 'coupon of somebody else'),
  at(giftOf, 'gift of one’s own'),
  refused('coupon/gift/index?scene=g.nothing', 'gift that is none'),
  at('coupon/gift/index', 'gift without a card'),
  at(CENTRE, 'centre'),
  at(CENTRE, 'centre: drops', (page) => tapTab(page, /定时开抢/)),
  at(CENTRE, 'centre: taken', (page) => tapTab(page, /已领过/)),
  at(CENTRE, 'centre: rules', async (page) => {
    await tapTab(page, /全部/)
    await tap(page, /的使用规则$/)
  }),
  at(`${CENTRE}?n=1`, 'centre: code', (page) => tap(page, /^我有优惠码/)),
  refused(`${CENTRE}?n=1`, 'centre: code that is none', async (page) => {
    await fieldOf(page, '优惠码').fill('NOSUCHCODE2026')
    await tap(page, '换成券')
    await page.getByRole('dialog').getByRole('alert').waitFor()
  }),
  at(posterOf, 'coupon of a poster'),
  refused(`${CENTRE}?scene=t.nothing`, 'poster that is over'),
]

const mallScreens: readonly Screen[] = [
  at(cupOf, 'goods'),
  at(cupOf, 'goods: exchange', (page) => tap(page, /积分换$/)),
  at(cupOf, 'goods: stores', (page) => tap(page, /换一个$/)),
  at(cupOf, 'goods: sent', (page) => tapTab(page, /寄给我/)),
  at(({ classId }) => itemOf(classId), 'a class'),
  refused(itemOf('999999'), 'goods that are gone'),
  at(ORDERS, 'exchanges'),
  at(ORDERS, 'exchanges: to pick up', (page) => tapTab(page, /待取/)),
  at(ORDERS, 'exchanges: none', (page) => tapTab(page, /取消过期/)),
  at(orderOf, 'order'),
  at(orderOf, 'order: cancel', (page) => tap(page, '取消兑换')),
  refused('mall/order/index?orderId=999999', 'order of somebody else'),
  at('mall/addresses/index', 'addresses'),
  at('mall/address/index', 'a new address'),
]

/** A member with everything: 林小满. */
export const memberScreens: readonly Screen[] = [
  at(HOME, 'home'),
  at(POINTS, 'points: history', (page) => tapTab(page, /积分明细/)),
  at(POINTS, 'points: one row', (page) => tap(page, /积分，看来历/)),
  at(POINTS, 'points: mall', async (page) => {
    await tap(page, '关闭')
    await tapTab(page, /积分商城/)
  }),
  at(POINTS, 'points: exchange', (page) => tap(page, /^回字纹马克杯，/)),
  at(CODE, 'member code'),
  at(COUPONS, 'coupons: unused'),
  at(COUPONS, 'coupons: used', (page) => tapTab(page, /已使用/)),
  at(COUPONS, 'coupons: expired', (page) => tapTab(page, /已过期/)),
  at(ME, 'me'),
  at(ME, 'me: complaint', (page) => tap(page, '投诉与建议')),
  at(CHECKIN, 'check-in'),
  at(CHECKIN, 'check-in: make up', (page) => tap(page, '补签')),
  at(landingOf, 'landing of a member'),
  at(standeeOf, 'standee of a member'),
  ...couponScreens,
  ...mallScreens,
  ...groupScreens,
  ...gatheringScreens,
  ...inviteScreens,
  ...communityScreens,
  at('account/profile/index', 'profile'),
  at('account/tiers/index', 'tiers'),
  at('account/guide/index', 'guide'),
  at('account/cards/index', 'benefit cards'),
  at('account/privacy/index', 'privacy'),
  at('account/export/index', 'export'),
  at('account/inbox/index', 'messages'),
  at('account/messages/index', 'message settings'),
  at('account/messages/index?n=1', 'message settings: quiet hours of one’s own', ownQuietHours),
  at('account/tasks/index', 'tasks'),
  ...surveyScreens,
  at('account/purchases/index', 'purchases'),
  at('account/payments/index', 'payments'),
  at(purchaseOf, 'purchase'),
  refused('account/purchase/index?purchaseId=999999', 'purchase of somebody else'),
  ...reviewScreens,
  at(receiptOf, 'receipt to claim'),
  refused('account/receipt/index?scene=r.nothing', 'receipt that is none'),
  at('staff/workbench/index', 'workbench of a stranger'),
  at('staff/checkout/index?visitId=1', 'check-out of a stranger'),
  at('staff/invite/index', 'invitation to accept'),
]

/** Somebody whom nobody knows yet. */
export const visitorScreens: readonly Screen[] = [
  at(HOME, 'home of a visitor'),
  at(POINTS, 'points of a visitor'),
  at(CODE, 'code of a visitor'),
  at(COUPONS, 'coupons of a visitor'),
  at(ME, 'me of a visitor'),
  at('account/inbox/index', 'messages of a visitor'),
  at('account/messages/index', 'message settings of a visitor'),
  at('account/tasks/index', 'tasks of a visitor'),
  at(CHECKIN, 'check-in of a visitor'),
  at(LANDING, 'landing without a code'),
  at(landingOf, 'landing'),
  at(standeeOf, 'standee of a visitor'),
  at(giftOf, 'gift to a visitor'),
  at(CENTRE, 'centre of a visitor'),
  at(posterOf, 'poster of a visitor'),
  at(cupOf, 'goods of a visitor'),
  at(ORDERS, 'exchanges of a visitor'),
  at(receiptOf, 'receipt of a visitor'),
  at('account/purchases/index', 'purchases of a visitor'),
  at('account/payments/index', 'payments of a visitor'),
  ...groupScreensOfVisitor,
  ...gatheringScreensOfVisitor,
  ...inviteScreensOfVisitor,
  ...communityScreensOfVisitor,
  at(landingOf, 'landing without consent', async (page) => {
    await tap(page, '微信一键加入')
    await sees(page, '请先看一眼并勾选')
  }),
]
