import { dropAround, dropsOn, minutesOf, type Drop } from './drop-rules'

const drop: Drop = {
  times: ['20:00', '10:00'],
  weekdays: [],
  quotaPerDrop: 500,
  perMemberPerDrop: 1,
  lastsMinutes: 30,
}
// Clocks that show UTC.
const instantOf = (day: number, minutes: number) =>
  new Date(Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) + minutes * 60_000)
const at = (text: string) => new Date(`2026-11-${text}:00.000Z`)
const open = { claimFrom: null, claimUntil: null }
const spans = dropsOn(drop, [20261122, 20261123], instantOf)

test('minutesOf reads a time', () => {
  expect(minutesOf('10:30')).toBe(630)
})

test('the drops of some dates come in order, on their weekdays only', () => {
  expect(spans.map(({ opensAt }) => opensAt)).toEqual([at('22T10:00'), at('22T20:00'), at('23T10:00'), at('23T20:00')])
  expect(spans[0]?.endsAt).toEqual(at('22T10:30'))
  expect(dropsOn({ ...drop, weekdays: [1] }, [20261122, 20261123], instantOf)).toHaveLength(2)
})

test.each([
  ['before the first', '22T09:59', null, '22T10:00'],
  ['as it opens', '22T10:00', '22T10:00', '22T20:00'],
  ['as it ends', '22T10:30', null, '22T20:00'],
  ['between the days', '22T23:00', null, '23T10:00'],
  ['after the last', '23T21:00', null, null],
])('%s', (_, now, current, next) => {
  const around = dropAround(spans, at(now), open)
  expect(around.current?.opensAt ?? null).toEqual(current && at(current))
  expect(around.next?.opensAt ?? null).toEqual(next && at(next))
})

test('a window keeps drops outside of it away, and cuts the last one short', () => {
  const window = { claimFrom: at('22T12:00'), claimUntil: at('22T20:10') }
  expect(dropAround(spans, at('22T10:05'), window)).toMatchObject({ current: null, next: { opensAt: at('22T20:00') } })
  expect(dropAround(spans, at('22T20:05'), window).current?.endsAt).toEqual(at('22T20:10'))
  expect(dropAround(spans, at('22T20:10'), window)).toEqual({ current: null, next: null })
})
