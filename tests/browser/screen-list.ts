import { sees, tap, tapTab } from './phone'
import type { Page } from 'playwright-core'
import { ELSEWHERE, type Scenes } from './scenes'

export type Screen = {
  name: string
  /** Where it is; a function when that depends on what the test made. */
  path: string | ((scenes: Scenes) => string)
  /** What to press to see it. */
  steps?: (page: Page) => Promise<unknown>
  /** The server refuses on purpose, which the browser's console tells as an error. */
  refused?: boolean
}

const at = (path: Screen['path'], name: string, steps?: Screen['steps']): Screen => ({ name, path, steps })
const refused = (path: Screen['path'], name: string): Screen => ({ name, path, refused: true })

const HOME = 'pages/home/index'
const POINTS = 'pages/points/index'
const COUPONS = 'pages/coupons/index'
const ME = 'pages/me/index'
const CHECKIN = 'pages/checkin/index'
const CODE = 'pages/code/index'
const LANDING = 'pages/landing/index'
const WORKBENCH = 'staff/workbench/index'
const INVITE = 'staff/invite/index'

const couponOf = (id: string) => `coupon/detail/index?couponId=${id}`
const resultOf = (id: string) => `staff/result/index?visitId=${id}`

const purchaseOf = ({ purchaseId }: Scenes) => `account/purchase/index?purchaseId=${purchaseId}`
const receiptOf = ({ slipScene }: Scenes) => `account/receipt/index?scene=${slipScene}`
const landingOf = ({ scene }: Scenes) => `${LANDING}?scene=${scene}`
const todayOf = ({ storeId }: Scenes) => `staff/today/index?storeId=${storeId}`

const codesOf = ({ storeId }: Scenes) => `staff/codes/index?storeId=${storeId}`

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
  at(({ unusedId }) => couponOf(unusedId), 'coupon'),
  at(({ usedId }) => couponOf(usedId), 'used coupon'),
  refused(couponOf('1'), 'coupon of somebody else'),
  at('account/profile/index', 'profile'),
  at('account/tiers/index', 'tiers'),
  at('account/guide/index', 'guide'),
  at('account/cards/index', 'benefit cards'),
  at('mall/orders/index', 'exchanges'),
  at('mall/addresses/index', 'addresses'),
  at('mall/address/index', 'a new address'),
  at('account/privacy/index', 'privacy'),
  at('account/export/index', 'export'),
  at('account/purchases/index', 'purchases'),
  at(purchaseOf, 'purchase'),
  refused('account/purchase/index?purchaseId=999999', 'purchase of somebody else'),
  at(receiptOf, 'receipt to claim'),
  refused('account/receipt/index?scene=r.nothing', 'receipt that is none'),
  at(WORKBENCH, 'workbench of a stranger'),
  at(INVITE, 'invitation to accept'),
]

/** Somebody whom nobody knows yet. */
export const visitorScreens: readonly Screen[] = [
  at(HOME, 'home of a visitor'),
  at(POINTS, 'points of a visitor'),
  at(CODE, 'code of a visitor'),
  at(COUPONS, 'coupons of a visitor'),
  at(ME, 'me of a visitor'),
  at(CHECKIN, 'check-in of a visitor'),
  at(LANDING, 'landing without a code'),
  at(landingOf, 'landing'),
  at(receiptOf, 'receipt of a visitor'),
  at('account/purchases/index', 'purchases of a visitor'),
  at(landingOf, 'landing without consent', (page) => tap(page, '微信一键加入')),
]

export const clerkScreens: readonly Screen[] = [
  at(WORKBENCH, 'workbench'),
  at(WORKBENCH, 'workbench: digits', (page) => tap(page, '输口令')),
  at(todayOf, 'today'),
  at(todayOf, 'today: undo', (page) => tap(page, '撤销')),
  at(({ memberVisitId }) => resultOf(memberVisitId), 'scanned member'),
  at(
    ({ memberVisitId }) => resultOf(memberVisitId),
    'coupon that may not be used',
    (page) => tap(page, new RegExp(ELSEWHERE)),
  ),
  at(({ couponVisitId }) => resultOf(couponVisitId), 'coupon that may be used'),
  refused(resultOf('1'), 'scan that is not there'),
  at(INVITE, 'already staff'),
  at(ME, 'me of a clerk'),
]

export const managerScreens: readonly Screen[] = [
  at(WORKBENCH, 'workbench of a manager'),
  at(WORKBENCH, 'workbench: stores', (page) => tap(page, /换门店/)),
  at(codesOf, 'codes'),
  at(codesOf, 'codes: a new one', (page) => tap(page, '新建一个码')),
  at(INVITE, 'invite'),
  at(INVITE, 'invite: made', async (page) => {
    await page.getByRole('textbox').fill('小陈')
    await tap(page, '生成邀请码')
    await sees(page, '只能用一次')
  }),
]

/** What is seen once, because it changes something. */
export const moments: readonly (Screen & { persona: string })[] = [
  {
    persona: 'newcomer',
    ...at(landingOf, 'joined', async (page) => {
      await page.getByRole('checkbox').click()
      await tap(page, '微信一键加入')
      await sees(page, '见面礼已到账')
    }),
  },
  {
    persona: 'xiaoman',
    ...at(HOME, 'celebration', async (page) => {
      await tap(page, '签到')
      await sees(page, '好的，收下')
    }),
  },
  {
    persona: 'xiaoman',
    ...at(CHECKIN, 'made up', async (page) => {
      await tap(page, '补签')
      await tap(page, /积分补签$/)
      await sees(page, '补上了，连签')
    }),
  },
  {
    persona: 'xiaoman',
    ...at(HOME, 'exchanged', async (page) => {
      await tap(page, /^帆布面包袋，/)
      await tap(page, /积分兑换$/)
      await sees(page, '换好了')
    }),
  },
  {
    persona: 'fang',
    ...at(
      ({ couponVisitId }) => resultOf(couponVisitId),
      'verified',
      async (page) => {
        await tap(page, '确认核销')
        await sees(page, '已核销')
      },
    ),
  },
]
