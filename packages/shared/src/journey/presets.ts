import type { JourneyBody, Step, Trigger } from './schema'

const DAY_MINUTES = 1440
const wait = (days: number): Step => ({ kind: 'wait', minutes: days * DAY_MINUTES })
const at = (hour: number): Step => ({ kind: 'until', hour })
const say = (title: string, words: string, page: string | null = null): Step => ({
  ...{ kind: 'message', title, words, page },
})
const coupon: Step = { kind: 'coupon', templateId: null }
const everybody: JourneyBody['condition'] = { of: 'all', tests: [] }

const plan = (name: string, trigger: Trigger, steps: Step[], change: Partial<JourneyBody> = {}): JourneyBody => ({
  ...{ name, trigger, steps, condition: everybody, againDays: null, dayCap: null },
  ...{ pointsBudget: null, couponsBudget: steps.includes(coupon) ? 500 : null },
  ...change,
})

const stillNew: Step = {
  kind: 'check',
  condition: { of: 'all', tests: [{ fact: 'purchases', is: 'atMost', value: 0 }] },
}
const boughtLongAgo: Step = {
  kind: 'check',
  condition: { of: 'all', tests: [{ fact: 'daysSincePurchase', is: 'atLeast', value: 14 }] },
}

export type Preset = { key: string; about: string; body: JourneyBody }

/** Journeys ready to be taken as drafts; a coupon is chosen before they are put on. */
export const PRESETS: readonly Preset[] = [
  {
    key: 'newcomer',
    about: '入会当天、第三天、第七天各问候一次；买过的人不再打扰',
    body: plan('新客关怀', { kind: 'joined' }, [
      say('欢迎你来', '会员码在首页，结账时亮一下就能攒积分', 'pages/home/index'),
      ...[wait(3), at(10), stillNew, say('还没来过吧', '到店报手机号就有积分，等你来坐坐', 'pages/home/index')],
      ...[
        wait(4),
        at(10),
        stillNew,
        coupon,
        say('送你一张见面券', '放进卡包了，到店出示就能用', 'pages/coupons/index'),
      ],
    ]),
  },
  {
    key: 'after_first',
    about: '第一次消费的第二天道谢，送一张下次用的券',
    body: plan('首购之后', { kind: 'first_purchase' }, [
      ...[wait(1), at(10), coupon, say('谢谢你来', '下次来的券放进卡包了', 'pages/coupons/index')],
    ]),
  },
  {
    key: 'after_purchase',
    about: '消费后十四天没有再来的，提醒一次',
    body: plan(
      '购后十四天',
      { kind: 'purchase' },
      [wait(14), at(10), boughtLongAgo, say('又想你了', '这两周上了新，来看看', 'pages/home/index')],
      { againDays: 30 },
    ),
  },
  {
    key: 'silent',
    about: '三十天没来，送一张券，并请店员打个招呼',
    body: plan(
      '沉默三十天',
      { kind: 'silent', days: 30, backDays: 0 },
      [
        ...[at(10), coupon, say('好久不见', '送你一张券，放进卡包了', 'pages/coupons/index')],
        { kind: 'work', title: '问候一位老客人', text: '好久没见您了，最近还好吗？给您留了一张券', withinHours: 24 },
      ],
      { againDays: 90, dayCap: 50 },
    ),
  },
  {
    key: 'silent_checkin',
    about: '签过到、七天没再来签的，提醒一次',
    body: plan(
      '七天没签到',
      { kind: 'silent_checkin', days: 7, backDays: 0 },
      [at(19), say('签到等你回来', '连着签能多拿积分，今天来签一次', 'pages/checkin/index')],
      { againDays: 30 },
    ),
  },
  {
    key: 'coupon_ending',
    about: '有券三天内到期，当天上午请店员提醒一声',
    body: plan(
      '券快到期',
      { kind: 'coupon_ending' },
      [{ kind: 'work', title: '提醒客人用券', text: '您有一张券快到期了，最近来坐坐吗？', withinHours: 24 }],
      { againDays: 7, dayCap: 30 },
    ),
  },
  {
    key: 'birthday',
    about: '生日前三天送一张券',
    body: plan(
      '生日前三天',
      { kind: 'birthday', daysBefore: 3 },
      [at(10), coupon, say('生日快乐', '给你留了一张生日券，放进卡包了', 'pages/coupons/index')],
      { againDays: 300 },
    ),
  },
  {
    key: 'tier_up',
    about: '升级当天祝贺',
    body: plan(
      '升级祝贺',
      { kind: 'tier_up' },
      [say('恭喜升级', '新等级的权益已经生效，点开看看', 'account/tiers/index')],
      { againDays: 1 },
    ),
  },
]
