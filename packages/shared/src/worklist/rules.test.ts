import fc from 'fast-check'
import { addDays, weekdayOf } from '../kit/day'
import {
  fallsOn,
  groupOf,
  isForRole,
  isLate,
  isRange,
  judgeClose,
  judgeUndo,
  minutesInto,
  stateAt,
  type Work,
} from './rules'

const at = (clock: string) => new Date(`2026-11-30T${clock}:00.000Z`)
const work = (change: Partial<Work> = {}): Work => ({
  ...{ state: 'open', dueAt: at('10:00'), lateAt: at('10:30'), endsAt: at('16:00'), closedAt: null, staffId: null },
  ...change,
})
const done = work({ state: 'done', closedAt: at('10:05'), staffId: '1' })
const clerk = (staffId: string) => ({ staffId, role: 'clerk' }) as const

describe('fallsOn', () => {
  test.each([
    [{ weekdays: [], onDay: null }, 20261130, true],
    [{ weekdays: [1], onDay: null }, 20261130, true],
    [{ weekdays: [0, 6], onDay: null }, 20261130, false],
    [{ weekdays: [1], onDay: 20261201 }, 20261130, false],
    [{ weekdays: [1], onDay: 20261201 }, 20261201, true],
  ])('%j on %i: %s', (schedule, day, expected) => expect(fallsOn(schedule, day)).toBe(expected))

  test('a duty of some weekdays comes as often in any week', () => {
    const weekdays = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 })
    fc.assert(
      fc.property(weekdays, fc.integer({ min: 0, max: 1000 }), (chosen, offset) => {
        const week = Array.from({ length: 7 }, (_, index) => addDays(20260101, offset + index))
        const days = week.filter((day) => fallsOn({ weekdays: chosen, onDay: null }, day))
        expect(new Set(days.map(weekdayOf))).toEqual(new Set(chosen))
        expect(days).toHaveLength(chosen.length)
      }),
    )
  })
})

test('what is due before the business day begins belongs to its night', () => {
  expect([minutesInto(600, 240), minutesInto(60, 240), minutesInto(0, 0)]).toEqual([600, 1500, 0])
})

test('who it is for, and until when it is on time', () => {
  expect([isForRole([], 'clerk'), isForRole(['manager'], 'clerk'), isForRole(['clerk'], 'clerk')]).toEqual([
    ...[true, false, true],
  ])
  expect([isLate(work(), at('10:30')), isLate(work(), at('10:31'))]).toEqual([false, true])
})

test('over is over, written down or not', () => {
  expect([stateAt(work(), at('15:59')), stateAt(work(), at('16:00')), stateAt(done, at('17:00'))]).toEqual([
    ...['open', 'missed', 'done'],
  ])
  expect([at('09:00'), at('10:00'), at('16:00')].map((now) => groupOf(work(), now))).toEqual(['later', 'due', 'closed'])
})

describe('judgeClose', () => {
  test.each([
    [work(), 'done', '1', at('10:05'), { ok: true, again: false }],
    [work(), 'done', '1', at('16:00'), { ok: false, reason: 'work_missed' }],
    [done, 'done', '1', at('10:06'), { ok: true, again: true }],
    [done, 'skipped', '1', at('10:06'), { ok: false, reason: 'work_taken' }],
    [done, 'done', '2', at('10:06'), { ok: false, reason: 'work_taken' }],
  ] as const)('%#', (row, to, staffId, now, expected) => expect(judgeClose(row, to, staffId, now)).toEqual(expected))
})

describe('judgeUndo', () => {
  test.each([
    [done, clerk('1'), at('10:14'), { ok: true }],
    [done, clerk('1'), at('10:15'), { ok: false, reason: 'work_undo_over' }],
    [done, clerk('2'), at('10:06'), { ok: false, reason: 'not_allowed' }],
    [done, { staffId: '2', role: 'manager' }, at('10:06'), { ok: true }],
    [work(), clerk('1'), at('10:06'), { ok: false, reason: 'work_open' }],
    [work({ state: 'missed' }), clerk('1'), at('17:00'), { ok: false, reason: 'work_undo_over' }],
  ] as const)('%#', (row, by, now, expected) => expect(judgeUndo(row, by, now)).toEqual(expected))
})

test('figures reach over 92 days at most', () => {
  expect([isRange(20260101, 20260402), isRange(20260101, 20260403), isRange(20260102, 20260101)]).toEqual([
    ...[true, false, false],
  ])
})
