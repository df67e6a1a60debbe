import { programmeFaults, programmeFaultWords, templateIdsOf, type CouponTerms } from './programme-rules'
import { PROGRAMME_DEFAULTS, type ProgrammeBody } from './schema'
import { actionWords, friendRuleLines, friendWords, rewardWords, ruleLines, type Friend } from './word-rules'

const NONE = { points: 0, templateId: null }
const lasting: CouponTerms = { id: '7', given: true, validDays: 14 }

test.each<[string, Partial<ProgrammeBody>, CouponTerms[]]>([
  ['nothing_for_friend', { invitee: NONE }, []],
  ['nothing_for_inviter', { inviter: NONE }, []],
  ['protected_beyond', { override: 'protected_days', protectedDays: 30 }, []],
  ['month_below_day', { dayCap: 60 }, []],
  ['device_order', { review: { ...PROGRAMME_DEFAULTS.review, deviceHold: 9 } }, []],
  ['address_order', { review: { ...PROGRAMME_DEFAULTS.review, addressHold: 99 } }, []],
  ['milestone_twice', { milestones: [3, 3].map((friends) => ({ ...NONE, points: 1, friends })) }, []],
  ['milestone_empty', { milestones: [{ ...NONE, friends: 3 }] }, []],
  ['coupon_not_given', { inviter: { points: 0, templateId: '7' } }, []],
  ['coupon_not_given', { inviter: { points: 0, templateId: '7' } }, [{ ...lasting, given: false }]],
  ['coupon_without_end', { inviter: { points: 0, templateId: '7' } }, [{ ...lasting, validDays: null }]],
])('%s', (fault, change, coupons) => {
  const faults = programmeFaults({ ...PROGRAMME_DEFAULTS, ...change }, coupons)
  expect(faults).toEqual([fault])
  expect(faults.map(programmeFaultWords)[0]).toMatch(/\p{Script=Han}/u)
})

test('the defaults can be published as they are', () => expect(programmeFaults(PROGRAMME_DEFAULTS, [])).toEqual([]))

test('a coupon that several get is asked for once', () => {
  const gift = { points: 0, templateId: '7' }
  expect(templateIdsOf({ ...PROGRAMME_DEFAULTS, inviter: gift, invitee: gift })).toEqual(['7'])
})

test('what both get and what for, in words', () => {
  expect(rewardWords({ points: 100, couponName: '5 元券' })).toBe('100 积分、一张「5 元券」')
  expect(actionWords({ qualifier: 'either', minimumFen: 2000 })).toBe('有一笔消费满 20 元，或到店用掉一张券')
  expect(actionWords({ qualifier: 'purchase', minimumFen: 0 })).toBe('到店消费一次')
  const told = {
    ...PROGRAMME_DEFAULTS,
    inviter: { points: 100, couponName: null },
    invitee: { points: 50, couponName: null },
  }
  const lines = ruleLines(told)
  expect(friendRuleLines(told)[0]).toBe(
    '你第一次加入会员，30 天内有一笔消费满 10 元，或到店用掉一张券，你得 50 积分，邀请你的朋友得 100 积分',
  )
  expect(friendRuleLines(told).join('')).not.toMatch(/(分享|转发)(就|即|可|立)?(得|领|送|赚)/)
  expect(lines[0]).toBe(
    '朋友第一次加入会员，30 天内有一笔消费满 10 元，或到店用掉一张券，你得 100 积分，朋友得 50 积分',
  )
  expect(lines.join('')).not.toMatch(/(分享|转发)(就|即|可|立)?(得|领|送|赚)/)
})

const friend: Friend = {
  ...{ state: 'joined', reasons: [], decidedWhy: null, late: false, left: false, cut: null, action: '到店消费一次' },
}
test.each<[Partial<Friend>, string]>([
  [{}, '已加入，等朋友到店消费一次'],
  [{ late: true }, '时间到了，没有达成'],
  [{ left: true }, '朋友已退会'],
  [{ state: 'held', reasons: ['burst'] }, '审核中：几分钟里加入的朋友比较多，店里看过就告诉你'],
  [{ state: 'qualified' }, '已达成，奖励已到账'],
  [{ state: 'qualified', cut: 'day_cap' }, '已达成，当天的奖励名额满了，这次没有奖励'],
  [{ state: 'qualified', cut: 'sold_out' }, '已达成，券发完了，其余的已到账'],
  [{ state: 'blocked', reasons: ['device_many'] }, '没通过：好几位朋友用的是同一部手机'],
  [{ state: 'blocked', reasons: ['burst'], decidedWhy: '联系不上朋友' }, '没通过：联系不上朋友'],
  [{ state: 'reversed' }, '朋友退了单，奖励已收回'],
])('%j: %s', (change, words) => expect(friendWords({ ...friend, ...change })).toBe(words))
