import type { Preferences } from '@huitou/shared/notify/contract'
import { askableOf, clockText, groupsOf, quietText, wayText } from './words'

type Topic = Preferences['topics'][number]

const topic = (change: Partial<Topic> = {}): Topic => ({
  ...{ topic: 'mall.back', group: '订单', label: '到货', wechat: true, templateId: 't', allowed: 0 },
  ...change,
})

test.each([
  [{ from: 1320, until: 480 }, '22:00 到次日 08:00'],
  [{ from: 750, until: 840 }, '12:30 到 14:00'],
  [{ from: 0, until: 0 }, '不设，随时都能说'],
])('quiet %j: %s', (quiet, words) => {
  expect(quietText(quiet)).toBe(words)
})

test('how it reaches the member', () => {
  expect(wayText(topic({ allowed: 2 }), true)).toBe('微信还会说 2 次')
  expect(wayText(topic(), true)).toBe('没有允许的次数，只在小程序里')
  expect(wayText(topic({ wechat: false, allowed: 2 }), true)).toBe('只在小程序里')
  expect(wayText(topic({ templateId: null }), true)).toBe('只在小程序里')
  expect(clockText(5)).toBe('00:05')
})

test('groups keep their order; the least allowed is asked for first, each template once', () => {
  const topics = [
    topic({ allowed: 3 }),
    topic({ templateId: 'u' }),
    topic({ templateId: 'u' }),
    topic({ group: '签到', templateId: null }),
    topic({ group: '签到', wechat: false, templateId: 'v' }),
  ]
  expect(groupsOf(topics).map(({ title, topics: { length } }) => [title, length])).toEqual([
    ['订单', 3],
    ['签到', 2],
  ])
  expect(askableOf(topics)).toEqual(['u', 't'])
})
