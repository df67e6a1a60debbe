import type { Page } from 'playwright-core'
import { fieldOf, sees, tap, tapTab } from './phone'
import { reviewScreensOfClerk, reviewScreensOfManager } from './review-screens'
import { at, refused, type Screen } from './screen'
import { ELSEWHERE, type Scenes } from './scenes'

const WORKBENCH = 'staff/workbench/index'
const INVITE = 'staff/invite/index'
const SLIP = 'staff/slip/index'

export const resultOf = (id: string) => `staff/result/index?visitId=${id}`
export const checkoutOf = ({ memberVisitId }: Scenes) => `staff/checkout/index?visitId=${memberVisitId}`
const todayOf = ({ storeId }: Scenes) => `staff/today/index?storeId=${storeId}`
export const shiftOf = ({ storeId }: Scenes) => `staff/shift/index?storeId=${storeId}`
const codesOf = ({ storeId }: Scenes) => `staff/codes/index?storeId=${storeId}`
const workOf = ({ storeId }: Scenes) => `staff/work/index?storeId=${storeId}`
const joinOf = ({ storeId }: Scenes) => `staff/join/index?storeId=${storeId}`
const reportOf = ({ storeId }: Scenes) => `staff/report/index?storeId=${storeId}`
const enrolOf = ({ storeId }: Scenes) => `staff/enrol/index?storeId=${storeId}`
export const refundOf = ({ purchaseId }: Scenes) => `staff/refund/index?purchaseId=${purchaseId}`

/** On the keys, one by one, as a thumb does. */
export async function keys(page: Page, typed: string) {
  for (const key of typed) await tap(page, key === '.' ? '点' : key)
}

/** What the till says, and on to what comes off. */
export async function reckon(page: Page, amount: string) {
  await keys(page, amount)
  await tap(page, '下一步，看优惠')
  await sees(page, '商品合计')
}

async function addGoods(page: Page) {
  await tapTab(page, /录商品/)
  await fieldOf(page, '品名').fill('伯爵茶巴斯克芝士蛋糕六寸')
  await fieldOf(page, '单价').fill('168')
  await tap(page, '加上')
  await sees(page, '¥168.00')
}

export const clerkScreens: readonly Screen[] = [
  at(WORKBENCH, 'workbench'),
  at(WORKBENCH, 'workbench: digits', (page) => tap(page, '输口令')),
  at(`${WORKBENCH}?n=1`, 'workbench: phone', (page) => tap(page, '查会员')),
  refused(`${WORKBENCH}?n=1`, 'workbench: nobody has this number', async (page) => {
    await keys(page, '15900001234')
    await tap(page, '查')
    await sees(page, '念给客人听')
  }),
  at(workOf, 'work of today'),
  at(workOf, 'work of today: not done', (page) => tap(page, '今天不做')),
  at(todayOf, 'today'),
  at(todayOf, 'today: walk-ins', (page) => tap(page, /^进店人数/)),
  at(enrolOf, 'own code to show'),
  at(enrolOf, 'own code: poster', async (page) => {
    await tap(page, '生成海报')
    await page.getByLabel('带小程序码的海报').waitFor()
  }),
  at(joinOf, 'code after a sale', async (page) => {
    await page.getByRole('img', { name: '请客人入会的小程序码' }).waitFor()
    await sees(page, '您还不是会员吧')
  }),
  at(todayOf, 'today: undo', (page) => tap(page, '撤销')),
  at(({ memberVisitId }) => resultOf(memberVisitId), 'scanned member'),
  at(
    ({ memberVisitId }) => resultOf(memberVisitId),
    'coupon that may not be used',
    (page) => tap(page, new RegExp(ELSEWHERE)),
  ),
  at(({ couponVisitId }) => resultOf(couponVisitId), 'coupon that may be used'),
  at(({ orderVisitId }) => resultOf(orderVisitId), 'order to hand over'),
  at(({ phoneVisitId }) => resultOf(phoneVisitId), 'member found by number'),
  at(
    ({ phoneVisitId }) => resultOf(phoneVisitId),
    'order of a member found by number',
    (page) => tap(page, /^生日蛋糕写字/),
  ),
  refused(resultOf('1'), 'scan that is not there'),
  at(checkoutOf, 'check-out'),
  at(checkoutOf, 'check-out: quote', (page) => reckon(page, '44.8')),
  at(checkoutOf, 'check-out: coupons', (page) => tap(page, /^优惠券，/)),
  at(checkoutOf, 'check-out: points', async (page) => {
    await tap(page, '关闭')
    await tap(page, /^用积分，/)
  }),
  at(checkoutOf, 'check-out: with points', async (page) => {
    await tap(page, /^抵 ¥/)
    await sees(page, '积分抵现')
  }),
  at((scenes) => `${checkoutOf(scenes)}&n=1`, 'check-out: goods', addGoods),
  at(
    (scenes) => `${checkoutOf(scenes)}&n=2`,
    'check-out: the member looks at it',
    async (page) => {
      await reckon(page, '1288')
      await tap(page, '先给客人看一眼')
      await sees(page, '等客人付款')
    },
  ),
  at(
    ({ phoneVisitId }) => `staff/checkout/index?visitId=${phoneVisitId}`,
    'check-out: found by number',
    (page) => reckon(page, '30'),
  ),
  refused('staff/checkout/index?visitId=1', 'check-out that is none'),
  at(refundOf, 'refund by a clerk'),
  refused('staff/refund/index?purchaseId=999999', 'refund of nothing'),
  at(SLIP, 'slip'),
  at(SLIP, 'slip: written', async (page) => {
    await keys(page, '23.5')
    await tap(page, '生成小票码')
    await page.getByRole('img', { name: '小票的小程序码' }).waitFor()
  }),
  at(reportOf, 'report that a clerk does not see', (page) => sees(page, '这一页店长看')),
  ...reviewScreensOfClerk,
  at(shiftOf, 'shift'),
  at(INVITE, 'already staff'),
  at('pages/me/index', 'me of a clerk'),
]

export const managerScreens: readonly Screen[] = [
  at(WORKBENCH, 'workbench of a manager'),
  at(WORKBENCH, 'workbench: stores', (page) => tap(page, /换门店/)),
  at(todayOf, 'today of a manager'),
  at('staff/team/index', 'team'),
  at('staff/team/index', 'team: stop', (page) => tap(page, '停用')),
  at(refundOf, 'refund: whole'),
  at(refundOf, 'refund: goods', (page) => tapTab(page, /退商品/)),
  at(refundOf, 'refund: amount', async (page) => {
    await tapTab(page, /退金额/)
    await tapTab(page, /别的原因/)
  }),
  at(shiftOf, 'shift of a manager'),
  at(codesOf, 'codes'),
  at(codesOf, 'codes: a new one', (page) => tap(page, '新建一个码')),
  at(codesOf, 'codes: a new standee', (page) => tapTab(page, /领券立牌/)),
  at(reportOf, 'report of a store', (page) => sees(page, '每个码带来的')),
  at(reportOf, 'report of a store: thirty days', async (page) => {
    await tapTab(page, /近 30 天/)
    await sees(page, '每个码带来的')
  }),
  ...reviewScreensOfManager,
  at(enrolOf, 'ranking of staff'),
  at(enrolOf, 'ranking of staff: a target', (page) => tap(page, /^小方/)),
  at(INVITE, 'invite'),
  at(INVITE, 'invite: made', async (page) => {
    await page.getByRole('textbox').fill('小陈')
    await tap(page, '生成邀请码')
    await sees(page, '只能用一次')
  }),
]
