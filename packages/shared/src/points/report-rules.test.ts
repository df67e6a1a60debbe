import {
  ENDS_AFTER_INACTIVITY,
  liabilityMonth,
  NEVER_ENDS,
  netOf,
  NO_FLOW,
  plus,
  seriesOf,
  withEntry,
} from './report-rules'

test('entries of the shop’s side are flows, with the sign that an owner expects', () => {
  let flow = NO_FLOW
  flow = withEntry(flow, 'issued', -100)
  flow = withEntry(flow, 'spent', 40)
  flow = withEntry(flow, 'spent', -10)
  flow = withEntry(flow, 'expired', 5)
  flow = withEntry(flow, 'clawed', 7)
  flow = withEntry(flow, 'adjusted', -20)
  flow = withEntry(flow, 'adjusted', 3)
  flow = withEntry(flow, 'opening', -50)
  flow = withEntry(flow, 'transferred', 999)
  expect(flow).toEqual({ issued: 100, burned: 30, expired: 5, clawed: 7, adjusted: 17, opening: 50 })
  expect(netOf(flow)).toBe(125)
  expect(plus(flow, flow)).toEqual({ issued: 200, burned: 60, expired: 10, clawed: 14, adjusted: 34, opening: 100 })
  expect(NO_FLOW.issued).toBe(0)
})

test('days in order, with what is outstanding at the end of each; months add up', () => {
  const days = [
    { ...NO_FLOW, day: 20261201, issued: 10 },
    { ...NO_FLOW, day: 20261130, burned: 4, expired: 1 },
    { ...NO_FLOW, day: 20261101, issued: 20, clawed: 2 },
  ]
  expect(seriesOf(days, 100, 'day').map((one) => [one.period, one.outstanding])).toEqual([
    [20261101, 118],
    [20261130, 113],
    [20261201, 123],
  ])
  expect(seriesOf(days, 100, 'month')).toEqual([
    { ...NO_FLOW, period: 202611, issued: 20, burned: 4, expired: 1, clawed: 2, outstanding: 113 },
    { ...NO_FLOW, period: 202612, issued: 10, outstanding: 123 },
  ])
  expect(seriesOf([], 100, 'day')).toEqual([])
})

test('a liability stands under the month of the last day', () => {
  expect([liabilityMonth(20261231, null), liabilityMonth(null, null), liabilityMonth(20261231, 6)]).toEqual([
    202612,
    NEVER_ENDS,
    ENDS_AFTER_INACTIVITY,
  ])
})
