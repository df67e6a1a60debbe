import Taro, { useRouter } from '@tarojs/taro'
import { decodedParams } from './launch'

type Nothing = Record<string, never>

/** Every page, with what it takes. */
export type Pages = {
  'pages/home/index': Nothing
  'pages/points/index': Nothing
  'pages/code/index': Nothing
  'pages/coupons/index': Nothing
  'pages/me/index': Nothing
  'pages/landing/index': { scene?: string }
  'pages/checkin/index': { scene?: string }
  'coupon/detail/index': { couponId: string }
  'coupon/centre/index': { scene?: string }
  'coupon/gift/index': { scene?: string }
  'account/profile/index': Nothing
  'account/tiers/index': Nothing
  'account/guide/index': Nothing
  'account/cards/index': Nothing
  'account/privacy/index': Nothing
  'account/export/index': Nothing
  'account/inbox/index': Nothing
  'account/messages/index': Nothing
  'account/tasks/index': Nothing
  'account/surveys/index': Nothing
  'account/survey/index': { surveyId?: string }
  'account/purchases/index': Nothing
  'account/payments/index': Nothing
  'account/purchase/index': { purchaseId: string }
  'account/receipt/index': { scene?: string }
  'mall/item/index': { itemId: string }
  'mall/orders/index': Nothing
  'mall/order/index': { orderId: string }
  'mall/addresses/index': { choose?: string }
  'mall/address/index': { addressId?: string }
  'groupbuy/list/index': Nothing
  'groupbuy/detail/index': { activityId: string }
  'groupbuy/team/index': { scene?: string }
  'groupbuy/order/index': { orderId: string }
  'groupbuy/mine/index': Nothing
  'gathering/list/index': { tab?: string }
  'gathering/show/index': { gatheringId: string; scene?: string }
  'invite/index': Nothing
  'invite/friend/index': { scene?: string }
  'invite/earn/index': Nothing
  'invite/from/index': { scene?: string }
  'invite/group/index': { pageId?: string; scene?: string }
  'staff/workbench/index': Nothing
  'staff/result/index': { visitId: string }
  'staff/today/index': { storeId: string }
  'staff/invite/index': { code?: string; scene?: string }
  'staff/codes/index': { storeId: string }
  'staff/checkout/index': { visitId: string }
  'staff/refund/index': { purchaseId: string }
  'staff/slip/index': Nothing
  'staff/team/index': Nothing
  'staff/shift/index': { storeId: string }
  'staff/enrol/index': { storeId: string }
  'staff/work/index': { storeId: string }
  'staff/join/index': { storeId: string }
  'staff/report/index': { storeId: string }
  'staff/gatherings/index': { storeId: string }
  'staff/reviews/index': { storeId: string }
}

export type PageName = keyof Pages

const TABS = new Set<PageName>([
  'pages/home/index',
  'pages/points/index',
  'pages/code/index',
  'pages/coupons/index',
  'pages/me/index',
])

/** WeChat keeps at most ten pages open. */
const STACK_MAX = 10

const urlOf = (page: PageName, params: Record<string, string | undefined>) => {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return `/${page}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

type Params<Page extends PageName> = Nothing extends Pages[Page] ? [params?: Pages[Page]] : [params: Pages[Page]]

/** Opens a page on top, or changes to a tab. */
export const openPage = async <Page extends PageName>(page: Page, ...[params]: Params<Page>) => {
  const url = urlOf(page, params ?? {})
  if (TABS.has(page)) await Taro.switchTab({ url })
  else if (Taro.getCurrentPages().length >= STACK_MAX) await Taro.redirectTo({ url })
  else await Taro.navigateTo({ url })
}

/** Opens what a message leads to: a page of this app with its query, as the server wrote it. */
export const openPath = async (path: string) => {
  const [page = ''] = path.split('?')
  await (TABS.has(page as PageName) ? Taro.switchTab({ url: `/${page}` }) : Taro.navigateTo({ url: `/${path}` }))
}

/** Opens a page in place of this one. */
export const replacePage = async <Page extends PageName>(page: Page, ...[params]: Params<Page>) => {
  const url = urlOf(page, params ?? {})
  await (TABS.has(page) ? Taro.switchTab({ url }) : Taro.redirectTo({ url }))
}

/** Back to where the person came from; to the first tab when they came straight here. */
export const goBack = async () => {
  if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
  else await openPage('pages/home/index')
}

/** What this page was opened with. */
export const useParams = <Page extends PageName>(_page: Page): Partial<Pages[Page]> =>
  decodedParams(useRouter().params) as Partial<Pages[Page]>
