import { businessDay } from './business-day'

const shanghai = { zone: 'Asia/Shanghai', dayStartMinutes: 0 }

test.each([
  ['a second before midnight', '2026-11-22T15:59:59.999Z', 20261122, '2026-11-22T16:00:00.000Z'],
  ['midnight', '2026-11-22T16:00:00.000Z', 20261123, '2026-11-23T16:00:00.000Z'],
  ['the end of a year', '2026-12-31T16:00:00.000Z', 20270101, '2027-01-01T16:00:00.000Z'],
])('Shanghai, %s', (_, now, day, endsAt) => {
  expect(businessDay(new Date(now), shanghai)).toEqual({ day, endsAt: new Date(endsAt) })
})

test('a day that begins at four: the bar’s night belongs to the evening before', () => {
  const bar = { zone: 'Asia/Shanghai', dayStartMinutes: 240 }
  expect(businessDay(new Date('2026-11-22T19:59:59.000Z'), bar)).toEqual({
    day: 20261122,
    endsAt: new Date('2026-11-22T20:00:00.000Z'),
  })
  expect(businessDay(new Date('2026-11-22T20:00:00.000Z'), bar).day).toBe(20261123)
})

test.each([
  // Clocks go forward at two in the night: a day of 23 hours; and back at three: one of 25.
  ['a short day', '2026-03-29T00:30:00.000Z', 20260329, '2026-03-29T22:00:00.000Z'],
  ['a long day', '2026-10-25T00:30:00.000Z', 20261025, '2026-10-25T23:00:00.000Z'],
  ['the evening before a short day', '2026-03-28T22:30:00.000Z', 20260328, '2026-03-28T23:00:00.000Z'],
])('Berlin, %s', (_, now, day, endsAt) => {
  expect(businessDay(new Date(now), { zone: 'Europe/Berlin', dayStartMinutes: 0 })).toEqual({
    day,
    endsAt: new Date(endsAt),
  })
})

test('days follow one another without gap or overlap, whatever the zone', () => {
  for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
    let at = new Date('2026-01-01T00:00:00.000Z')
    const days: number[] = []
    for (let step = 0; step < 400; step += 1) {
      const { day, endsAt } = businessDay(at, { zone, dayStartMinutes: 0 })
      expect(businessDay(new Date(endsAt.getTime() - 1), { zone, dayStartMinutes: 0 }).day).toBe(day)
      days.push(day)
      at = endsAt
    }
    expect(new Set(days).size).toBe(400)
    expect(days).toEqual([...days].sort((a, b) => a - b))
  }
})
