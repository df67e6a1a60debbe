import { OPERATOR_ROLES, PERMISSIONS, permissionsOf, roleMay } from './roles'
import { judgePassword } from './rules'

test.each([
  ['long enough and its own', 'sourdough at six', true],
  ['ten characters are enough', 'k7#pQz!m2x', true],
  ['nine are not', 'k7#pQz!m2', false],
  ['over the limit', 'ab1!x'.repeat(26), false],
  ['one character again and again', 'aaaaaaaaaaaaaaaa', false],
  ['a known one, twice', 'password123456', false],
  ['the login with a year', 'laobanniang26', false],
  ['a known one with capitals', 'PASSWORDPassword', false],
] as const)('a password: %s', (_, password, ok) => {
  expect(judgePassword(password, 'laobanniang')).toEqual(ok ? { ok: true } : { ok: false, reason: 'password_weak' })
})

test('who changes points and who approves them are different people, and only the owner makes operators', () => {
  expect(roleMay('manager', 'points')).toBe(true)
  expect(roleMay('manager', 'approve')).toBe(false)
  expect(roleMay('finance', 'approve')).toBe(true)
  expect(roleMay('finance', 'rules')).toBe(false)
  expect(OPERATOR_ROLES.filter((role) => roleMay(role, 'operators'))).toEqual(['owner'])
  expect(permissionsOf('owner')).toEqual(PERMISSIONS)
  expect(permissionsOf('viewer')).toEqual(['read'])
})
