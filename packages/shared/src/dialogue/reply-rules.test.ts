import { DEFAULT_REPLIES, isKeyword, replyWords, type Outcome } from './reply-rules'

const link = { appId: 'wx1', path: 'pages/checkin/index', href: 'https://shop.example.com' }
const done: Outcome = {
  kind: 'done',
  ...{ again: false, points: 5, streak: 3, couponNames: [], next: null, mark: null, claimable: null },
}
const LINK =
  '<a href="https://shop.example.com" data-miniprogram-appid="wx1" data-miniprogram-path="pages/checkin/index">'

test.each(['签到', ' 签到 ', '签到。', '签到!!', '签到！', 'QD', 'ｑｄ', '打卡~'])(
  '「%s」 means checking in',
  (text) => {
    expect(isKeyword(text, DEFAULT_REPLIES)).toBe(true)
  },
)

test.each(['', '签到吗', '我要签到', '。', '签'.repeat(100)])('「%s」 does not', (text) => {
  expect(isKeyword(text, DEFAULT_REPLIES)).toBe(false)
})

test('the result, what is next, and the way in', () => {
  const next = { inDays: 2, label: '连签 5 天', points: 50, couponName: '满30减5' }
  const outcome = { ...done, couponNames: ['早餐券'], next, mark: '会员日', claimable: '拿铁第二杯半价' }
  expect(replyWords(outcome, link)).toBe(
    [
      '签到成功，积分 +5，连签 3 天。',
      '还得了「早餐券」，在卡包里。',
      '今天是会员日。',
      '再过 2 天，连签 5 天，得 50 积分和「满30减5」。',
      '有券可以领：拿铁第二杯半价。',
      `${LINK}打开小程序看看</a>`,
    ].join('\n'),
  )
})

test('kindly, when it was done before; and no points are promised where there are none', () => {
  expect(replyWords({ ...done, again: true }, link)).toContain('今天已经签过了，连签 3 天。')
  expect(replyWords({ ...done, points: 0 }, link)).toContain('签到成功，连签 3 天。')
  const next = { inDays: 1, label: '连签 4 天', points: 0, couponName: null }
  expect(replyWords({ ...done, next }, link).split('\n')).toHaveLength(2)
  expect(replyWords({ ...done, next: { ...next, points: 9 } }, link)).toContain('明天再来签，连签 4 天，得 9 积分。')
})

test('who is no member is led to joining; a no keeps its words; silence of WeChat is told', () => {
  expect(replyWords({ kind: 'stranger' }, link)).toContain('打开小程序加入')
  expect(replyWords({ kind: 'refused', words: '账户在核对' }, link)).toContain('账户在核对')
  expect(replyWords({ kind: 'stalled' }, link)).toContain('积分没有动')
})

test('no name can break out into a link', () => {
  const text = replyWords({ ...done, claimable: '<a href="https://evil.example">领</a>' }, link)
  expect(text.match(/<a /g)).toHaveLength(1)
})
