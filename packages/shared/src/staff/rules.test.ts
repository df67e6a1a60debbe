import { judgeDisable, judgeInvite } from './rules'
import { undoEndsAt } from '../counter/rules'

const manager = { id: '1', role: 'manager', storeIds: ['1', '2'] } as const

test.each([
  ['a clerk of one’s store', { role: 'clerk', storeIds: ['1'] }, { ok: true }],
  ['an equal', { role: 'manager', storeIds: ['2'] }, { ok: true }],
  ['somebody above', { role: 'owner', storeIds: ['1'] }, { ok: false, reason: 'not_allowed' }],
  ['a store that is not one’s own', { role: 'clerk', storeIds: ['1', '3'] }, { ok: false, reason: 'store_not_yours' }],
] as const)('inviting %s', (_, wanted, expected) => {
  expect(judgeInvite(manager, wanted)).toEqual(expected)
})

test.each([
  ['a clerk', manager, { id: '2', role: 'clerk', storeIds: ['2', '3'] }, { ok: true }],
  ['an equal', manager, { id: '2', role: 'manager', storeIds: ['1'] }, { ok: false, reason: 'not_allowed' }],
  ['somebody elsewhere', manager, { id: '2', role: 'clerk', storeIds: ['3'] }, { ok: false, reason: 'not_found' }],
  ['an owner by an owner', { ...manager, role: 'owner' }, { id: '2', role: 'owner', storeIds: ['1'] }, { ok: true }],
  [
    'oneself',
    { ...manager, role: 'owner' },
    { id: '1', role: 'owner', storeIds: ['1'] },
    { ok: false, reason: 'not_allowed' },
  ],
] as const)('disabling %s', (_, by, target, expected) => {
  expect(judgeDisable(by, target)).toEqual(expected)
})

test('a clerk undoes their own for ten minutes, a manager anybody’s for a day', () => {
  const verification = { at: new Date('2026-11-22T04:00:00.000Z'), staffId: '1' }
  expect(undoEndsAt(verification, { staffId: '1', role: 'clerk' })).toEqual(new Date('2026-11-22T04:10:00.000Z'))
  expect(undoEndsAt(verification, { staffId: '2', role: 'clerk' })).toBeNull()
  expect(undoEndsAt(verification, { staffId: '2', role: 'manager' })).toEqual(new Date('2026-11-23T04:00:00.000Z'))
})
