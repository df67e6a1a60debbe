import { checkoutOf, reckon, refundOf, resultOf, shiftOf } from './counter-screens'
import { atDoorOf, openClassOf } from './gathering-screens'
import { payingOf } from './group-screens'
import { sees, tap, tapTab } from './phone'
import { at, refused, type Screen } from './screen'
import { answerTastes, surveyOf } from './survey-screens'

const byMember = (screen: Screen) => ({ persona: 'xiaoman', ...screen })
const byClerk = (screen: Screen) => ({ persona: 'fang', ...screen })

/** What is seen once, because it changes something. */
export const moments: readonly (Screen & { persona: string })[] = [
  {
    persona: 'newcomer',
    ...at(
      ({ scene }) => `pages/landing/index?scene=${scene}`,
      'joined',
      async (page) => {
        await page.getByRole('checkbox').click()
        await tap(page, '微信一键加入')
        await sees(page, '见面礼已到账')
      },
    ),
  },
  {
    persona: 'newcomer',
    ...at(
      ({ giftScene }) => `coupon/gift/index?scene=${giftScene}`,
      'gift',
      (page) => sees(page, '收下这张券'),
    ),
  },
  { persona: 'newcomer', ...at('groupbuy/mine/index', 'no group-buy yet') },
  byMember(
    at(payingOf, 'payment sheet that was closed', async (page) => {
      await tap(page, /^付 .* 元$/)
      await sees(page, '不会扣真钱')
      await tap(page, '不付了')
      await sees(page, '还没付款，这份先给你留着')
    }),
  ),
  byMember(
    at(payingOf, 'group order that was paid', async (page) => {
      await tap(page, /^付 .* 元$/)
      await tap(page, '确认支付')
      await sees(page, '还差 4 人成团')
    }),
  ),
  {
    persona: 'newcomer',
    ...at('gathering/list/index?tab=mine', 'no gathering yet', (page) => sees(page, '还没有报过名')),
  },
  byMember(at(surveyOf, 'survey answered', answerTastes)),
  byMember(
    at(openClassOf, 'signed up', async (page) => {
      await tap(page, '报名')
      await tap(page, '确认报名')
      await sees(page, '起可以出示入场码')
    }),
  ),
  byMember(
    at('pages/home/index', 'celebration', async (page) => {
      await tap(page, '签到')
      await sees(page, '好的，收下')
    }),
  ),
  byMember(
    at('pages/checkin/index', 'made up', async (page) => {
      await tap(page, '补签')
      await tap(page, /积分补签$/)
      await sees(page, '补上了，连签')
    }),
  ),
  byMember(
    at('pages/home/index', 'exchanged', async (page) => {
      await tap(page, /^帆布面包袋，/)
      await tap(page, /积分兑换$/)
      await sees(page, '换好了')
    }),
  ),
  byClerk(
    at(
      ({ couponVisitId }) => resultOf(couponVisitId),
      'verified',
      async (page) => {
        await tap(page, '确认核销')
        await sees(page, '已核销')
      },
    ),
  ),
  byClerk(
    at(
      ({ orderVisitId }) => resultOf(orderVisitId),
      'handed over',
      async (page) => {
        await tap(page, '确认取货')
        await sees(page, '已取货')
      },
    ),
  ),
  byClerk(
    at(atDoorOf, 'let in', async (page) => {
      await tap(page, '确认入场')
      await sees(page, '已入场')
    }),
  ),
  byClerk(
    at(checkoutOf, 'paid', async (page) => {
      await reckon(page, '36')
      await tap(page, /^收款.*¥/)
      await sees(page, '已收款')
    }),
  ),
  byClerk(
    refused(
      (scenes) => `${checkoutOf(scenes)}&n=3`,
      'paid: the same sum once more',
      async (page) => {
        await reckon(page, '36')
        await tap(page, /^收款.*¥/)
        await sees(page, '是不是同一单')
      },
    ),
  ),
  {
    persona: 'zhou',
    ...at(refundOf, 'refunded', async (page) => {
      await tapTab(page, /客人退货/)
      await tap(page, /^退 ¥/)
      await sees(page, '已退')
    }),
  },
  byMember(at(({ purchaseId }) => `account/purchase/index?purchaseId=${purchaseId}`, 'refunded purchase')),
  byClerk(
    at(shiftOf, 'shift handed over', async (page) => {
      await tap(page, '交班')
      await sees(page, '现在交班吗')
      await tap(page, '确定交班')
      await sees(page, '已交班')
    }),
  ),
]
