import type { WorkItem } from '@huitou/shared/worklist/contract'
import { noteLines, stateChip } from './words'

const item = (change: Partial<WorkItem> = {}): WorkItem => ({
  ...{ id: '1', group: 'due', state: 'open', title: '每日群提醒', text: '签到啦', path: null, picture: null },
  ...{ dueAt: '2026-11-30T02:00:00.000Z', late: false, memberName: null, reason: null, by: null, closedAt: null },
  ...{ skipReason: null, undoUntil: null },
  ...change,
})
const closed = { group: 'closed', by: '小方', closedAt: '2026-11-30T02:03:00.000Z' } as const

test.each([
  [item(), ['今天 10:00 要做'], null],
  [item({ late: true, memberName: '林*', reason: '30 天没来' }), ['今天 10:00 要做', '林*：30 天没来'], '晚了'],
  [item({ ...closed, state: 'done' }), ['小方 10:03 做完'], '准时'],
  [item({ ...closed, state: 'done', late: true }), ['小方 10:03 做完'], '晚了做完'],
  [item({ ...closed, state: 'skipped', skipReason: '群里刚发过' }), ['小方 10:03 跳过：群里刚发过'], '跳过'],
  [item({ group: 'closed', state: 'missed' }), ['当天没有做'], '没做'],
])('%#', (one, lines, chip) => {
  expect(noteLines(one, 20261130)).toEqual(lines)
  expect(stateChip(one)?.text ?? null).toBe(chip)
})
