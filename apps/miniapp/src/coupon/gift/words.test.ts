import { giftText, giftTitle } from './words'

const gift = (state: 'open' | 'mine' | 'own' | 'gone') => ({
  state,
  fromName: '林**',
  endsAt: '2026-11-23T04:00:00.000Z',
})

test('a friend’s card says who, until when, or why it is too late', () => {
  expect(giftTitle(gift('open'))).toBe('林**送你一张券')
  expect(giftText(gift('open'), 20261122)).toBe('明天 12:00 前收下有效，过时就回到朋友那里')
  expect(giftTitle(gift('gone'))).toContain('来晚一步')
  expect(giftText(gift('own'), 20261122)).toContain('明天 12:00 前没人收下')
  expect(giftTitle(gift('mine'))).toContain('卡包')
})
