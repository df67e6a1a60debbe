import type { CalendarDay } from '@huitou/shared/checkin/contract'
import { leadingBlanks, markText, sayDay, stateOf } from './month-grid'

const TODAY = 20261122
const day = (at: number, changes: Partial<CalendarDay> = {}): CalendarDay => ({
  day: at,
  checkedIn: false,
  visited: false,
  mark: null,
  points: null,
  ...changes,
})

test.each([
  [day(20261121, { checkedIn: true }), 'done'],
  [day(20261121), 'missed'],
  [day(TODAY), 'today'],
  [day(TODAY, { checkedIn: true }), 'today-done'],
  [day(20261123), 'later'],
  [day(20261231), 'later'],
])('the state of a day', (one, state) => expect(stateOf(one, TODAY)).toBe(state))

test('weeks begin on Sunday', () => {
  expect(leadingBlanks([day(20261101)])).toBe(0)
  expect(leadingBlanks([day(20260801)])).toBe(6)
  expect(leadingBlanks([])).toBe(0)
})

test('a day says what it is and what it gives or gave', () => {
  expect(sayDay(day(TODAY, { mark: '小雪', points: 10 }), TODAY)).toBe('11月22日，小雪，今天，还没签到，签到得 10 积分')
  expect(sayDay(day(20261120, { checkedIn: true, visited: true, points: 5 }), TODAY)).toBe(
    '11月20日，已签到，到过店，得了 5 积分',
  )
  expect(sayDay(day(20261107, { mark: '立冬' }), TODAY)).toBe('11月7日，立冬，没有签到')
})

test('a day says that it was made up, can be made up, or brings a step', () => {
  expect(sayDay(day(20261119, { checkedIn: true, madeUp: true, points: 5 }), TODAY)).toBe(
    '11月19日，已签到，补签的，得了 5 积分',
  )
  expect(sayDay(day(20261120, { makeUpPoints: 20 }), TODAY)).toBe('11月20日，没有签到，可以花 20 积分补签')
  expect(sayDay(day(20261120, { makeUpPoints: 0 }), TODAY)).toBe('11月20日，没有签到，可以免费补签')
  expect(sayDay(day(20261124, { points: 5, step: '连签 3 天' }), TODAY)).toBe(
    '11月24日，还没到，签到得 5 积分，连签 3 天',
  )
})

test('the few characters under a day', () => {
  expect(markText(day(TODAY, { mark: '小雪', visited: true }))).toBe('小雪')
  expect(markText(day(TODAY, { checkedIn: true, madeUp: true, visited: true }))).toBe('补签')
  expect(markText(day(TODAY, { visited: true }))).toBe('到店')
  expect(markText(day(TODAY, { step: '连签 7 天' }))).toBe('有奖')
  expect(markText(day(TODAY, { step: '连签 7 天', checkedIn: true }))).toBe('')
})
