import fc from 'fast-check'
import {
  isInTime,
  judgeNotice,
  judgeSend,
  KEPT_FOR_PEOPLE,
  openByMessage,
  openByVisit,
  roomIn,
  SHUT,
  type Windows,
} from './rules'

const AT = new Date('2027-03-10T04:00:00.000Z')
const after = (ms: number) => new Date(AT.getTime() + ms)
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const text = { hasLink: false }
const link = { hasLink: true }

test('nobody is written to who has not come', () => {
  expect(judgeSend(SHUT, text, AT)).toEqual({ ok: false, reason: 'window_closed' })
  expect(roomIn(SHUT, AT)).toEqual({ endsAt: null, left: 0 })
})

test('a message opens 48 hours for five', () => {
  const windows = openByMessage(SHUT, AT, 0)
  expect(roomIn(windows, AT)).toEqual({ endsAt: after(48 * HOUR_MS), left: 5 })
  expect(judgeSend(windows, link, after(47 * HOUR_MS))).toMatchObject({ ok: true, kind: 'message' })
  expect(judgeSend(windows, text, after(48 * HOUR_MS))).toEqual({ ok: false, reason: 'window_closed' })
  expect(judgeSend({ ...windows, message: { ...windows.message, left: 0 } }, text, AT)).toEqual({
    ok: false,
    reason: 'window_full',
  })
})

test('a visit opens a minute, for two in the mini program and three in the 公众号, and for no link', () => {
  const mini = openByVisit(SHUT, AT, 'mini', 0)
  expect(roomIn(mini, AT).left).toBe(2)
  expect(roomIn(openByVisit(SHUT, AT, 'official', 0), AT).left).toBe(3)
  expect(judgeSend(mini, text, after(50_000))).toEqual({ ok: true, kind: 'visit', endsAt: after(MINUTE_MS) })
  expect(judgeSend(mini, link, AT)).toEqual({ ok: false, reason: 'link_unasked' })
  expect(judgeSend(mini, text, after(MINUTE_MS))).toEqual({ ok: false, reason: 'window_closed' })
})

test('with both open the one that ends first is used first', () => {
  const both = openByVisit(openByMessage(SHUT, AT, 0), AT, 'mini', 0)
  expect(judgeSend(both, text, AT)).toMatchObject({ kind: 'visit' })
  expect(judgeSend(both, link, AT)).toMatchObject({ kind: 'message' })
  expect(roomIn(both, AT)).toEqual({ endsAt: after(48 * HOUR_MS), left: 7 })
})

test('what the shop tells by itself: only to who has written, and never the last of a window', () => {
  const wrote = openByMessage(SHUT, AT, 0)
  const left = (count: number): Windows => ({ ...wrote, message: { ...wrote.message, left: count } })
  expect(judgeNotice(wrote, AT)).toMatchObject({ ok: true, kind: 'message' })
  expect(judgeNotice(left(KEPT_FOR_PEOPLE + 1), AT).ok).toBe(true)
  expect(judgeNotice(left(KEPT_FOR_PEOPLE), AT)).toEqual({ ok: false, reason: 'window_full' })
  expect(judgeNotice(openByVisit(SHUT, AT, 'mini', 0), AT)).toEqual({ ok: false, reason: 'link_unasked' })
  expect(judgeNotice(wrote, after(48 * HOUR_MS))).toEqual({ ok: false, reason: 'window_closed' })
})

test('what waits to be sent counts against the window that a new message opens', () => {
  expect(roomIn(openByMessage(SHUT, AT, 2), AT).left).toBe(3)
  expect(roomIn(openByMessage(SHUT, AT, 9), AT).left).toBe(0)
})

test('messages that arrive in whatever order leave the window of the last', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(minutes, (sent) => {
      const open = (order: number[]) =>
        order.reduce<Windows>((windows, minute) => openByMessage(windows, after(minute * MINUTE_MS), 0), SHUT)
      expect(open(sent)).toEqual(open([...sent].sort((a, b) => a - b)))
      expect(open(sent).message.endsAt).toEqual(after(Math.max(...sent) * MINUTE_MS + 48 * HOUR_MS))
    }),
  )
})

test('a moment before its end a message is no longer in time', () => {
  expect(isInTime(after(5_001), AT)).toBe(true)
  expect(isInTime(after(5_000), AT)).toBe(false)
})
