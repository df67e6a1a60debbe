import { api, type CallName } from '@huitou/shared/api'
import type { Contract } from '@huitou/shared/kit/contract'
import { OPERATOR_ROLES, roleMay } from '@huitou/shared/admin/roles'
import { newKey } from '#test/client'
import { PASSWORD } from '#test/people'
import { startWorld, type World } from '#test/world'
import { OperatorInvitations, OperatorSessions, Operators } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const invited = (login: string) => ({ login, name: '小林', role: 'manager' as const })
const operatorCalls = Object.entries(api as Record<string, Contract>).filter(([, { who }]) => who === 'operator')

describe('admin.login', () => {
  test('opens a session that ends after twelve hours', async () => {
    const owner = await world.operator('owner')
    const person = world.client()
    const { token, operator } = await person.must('admin.login', { login: owner.loginName, password: PASSWORD })
    expect(operator).toMatchObject({ login: owner.loginName, role: 'owner', active: true })
    person.session.accessToken = token
    expect((await person.must('admin.me', {})).may).toContain('operators')
    world.clock.advance(12 * 3_600_000)
    expect((await person.send('admin.me', {})).code).toBe('login_needed')
  })

  test('an unknown login and a wrong password answer the same; five wrong ones lock that login from that address only', async () => {
    const [one, other] = [await world.operator(), await world.operator()]
    const guess = (login: string, password: string) => world.client().call('admin.login', { login, password })
    const [unknown, wrong] = [await guess('nobody-here', 'x'), await guess(one.loginName, 'x')]
    expect([unknown.code, wrong.code]).toEqual(['password_wrong', 'password_wrong'])
    for (let tries = 0; tries < 4; tries += 1) await guess(one.loginName, 'x')
    const locked = await guess(one.loginName, PASSWORD)
    expect(locked.code).toBe('password_locked')
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await guess(other.loginName, PASSWORD)).status).toBe(200)
  })

  test('keeps neither token nor password readable', async () => {
    const owner = await world.operator()
    const row = await world.db.manager.findOneByOrFail(Operators, { id: owner.operatorId })
    expect(row.passwordHash).not.toContain(PASSWORD)
    const session = await world.db.manager.findOneByOrFail(OperatorSessions, { operatorId: owner.operatorId })
    expect(owner.session.accessToken).not.toContain(session.tokenDigest)
  })
})

describe('whose door is whose', () => {
  test('neither members nor guests enter the console, nor operators the mini program', async () => {
    const [member, operator] = [await world.member(), await world.operator()]
    for (const [name] of operatorCalls) {
      expect([name, (await member.call(name as CallName, {} as never)).code]).toEqual([name, 'login_elsewhere'])
      expect([name, (await world.client().call(name as CallName, {} as never)).code]).toEqual([name, 'login_needed'])
    }
    expect((await operator.call('points.balance', {})).code).toBe('login_elsewhere')
    expect((await operator.call('session.logout', {})).code).toBe('login_elsewhere')
  })

  test('each role enters exactly what it may, on every contract there is', async () => {
    expect(operatorCalls.length).toBeGreaterThan(8)
    for (const role of OPERATOR_ROLES) {
      const operator = await world.operator(role)
      for (const [name, { may }] of operatorCalls.filter(([one]) => one !== 'admin.logout')) {
        const { code } = await operator.call(name as CallName, { unknown: true } as never)
        const kept = code === 'not_allowed'
        expect([role, name, kept]).toEqual([role, name, !(may && roleMay(role, may))])
      }
    }
  })
})

describe('admin.invite and admin.setPassword', () => {
  test('a code sets a password once; the same key answers the same code, which is not stored in any answer', async () => {
    const owner = await world.operator()
    const key = newKey()
    const login = `new-${newKey().slice(0, 8)}`
    const first = await owner.must('admin.invite', invited(login), key)
    expect(first.operator).toMatchObject({ login, active: false })
    expect(await owner.must('admin.invite', invited(login), key)).toEqual(first)
    const stored = await world.db.query<{ answer: string | null }[]>('SELECT answer FROM command WHERE `key` = ?', [
      key,
    ])
    expect(stored).toEqual([{ answer: null }])
    const tries = await Promise.all(
      Array.from({ length: 4 }, () =>
        world.client().call('admin.setPassword', { code: first.code, password: PASSWORD }),
      ),
    )
    expect(tries.filter((one) => one.status === 200)).toHaveLength(1)
    expect(tries.filter((one) => one.code === 'invitation_invalid')).toHaveLength(3)
    const sealed = await world.db.manager.findBy(OperatorInvitations, { operatorId: first.operator.id })
    expect(JSON.stringify(sealed)).not.toContain(first.code)
  })

  test('refuses weak passwords, old codes and a login that is taken, and keeps the code usable after a weak try', async () => {
    const owner = await world.operator()
    const login = `new-${newKey().slice(0, 8)}`
    const { code, operator } = await owner.must('admin.invite', invited(login))
    const set = (password: string, withCode = code) =>
      world.client().call('admin.setPassword', { code: withCode, password })
    expect((await set('password12')).code).toBe('password_weak')
    expect((await set(PASSWORD, '2'.repeat(16))).code).toBe('invitation_invalid')
    expect((await owner.send('admin.invite', invited(login))).code).toBe('login_taken')
    const again = await owner.must('admin.resetPassword', { operatorId: operator.id })
    expect((await set(PASSWORD)).code).toBe('invitation_invalid')
    world.clock.advance(3 * 86_400_000)
    expect((await set(PASSWORD, again.code)).code).toBe('invitation_invalid')
  })
})

describe('admin.changePassword and admin.resetPassword', () => {
  test('end the other sessions at once', async () => {
    const owner = await world.operator()
    const other = world.client()
    other.session.accessToken = (await other.must('admin.login', { login: owner.loginName, password: PASSWORD })).token
    expect((await owner.call('admin.changePassword', { password: 'wrong', newPassword: 'rye and honey 9' })).code).toBe(
      'password_wrong',
    )
    await owner.must('admin.changePassword', { password: PASSWORD, newPassword: 'rye and honey 9' })
    expect((await other.call('admin.me', {})).code).toBe('login_needed')
    expect((await owner.call('admin.me', {})).status).toBe(200)
    const boss = await world.operator()
    await boss.must('admin.resetPassword', { operatorId: owner.operatorId })
    expect((await owner.call('admin.me', {})).code).toBe('login_needed')
    const old = { login: owner.loginName, password: 'rye and honey 9' }
    expect((await world.client().call('admin.login', old)).code).toBe('password_wrong')
  })
})

describe('admin.setRole, admin.disable, admin.operators and admin.audit', () => {
  test('take effect on the next request, and are on record', async () => {
    const [owner, viewer] = [await world.operator('owner'), await world.operator('viewer')]
    await owner.must('admin.setRole', { operatorId: viewer.operatorId, role: 'finance' })
    expect((await viewer.must('admin.me', {})).may).toContain('approve')
    await owner.must('admin.disable', { operatorId: viewer.operatorId, disabled: true })
    expect((await viewer.call('admin.me', {})).code).toBe('login_needed')
    const { operators } = await owner.must('admin.operators', {})
    expect(operators.find((one) => one.id === viewer.operatorId)).toMatchObject({ disabled: true, role: 'finance' })
    const { rows } = await owner.must('admin.audit', { operatorId: owner.operatorId })
    expect(rows.map((row) => row.action)).toEqual(['admin.disable', 'admin.setRole', 'admin.setPassword'])
    expect(rows[0]).toMatchObject({ who: 'operator', name: '运营', input: { operatorId: viewer.operatorId } })
  })

  test('two owners who shut each other out at once: one of them stays, and nobody removes the last', async () => {
    const everybody = await world.db.manager.findBy(Operators, { role: 'owner' })
    const [one, two] = [await world.operator('owner'), await world.operator('owner')]
    for (const { id } of everybody)
      if (id !== one.operatorId) await one.must('admin.disable', { operatorId: id, disabled: true })
    const answers = await Promise.all([
      one.send('admin.disable', { operatorId: two.operatorId, disabled: true }),
      two.send('admin.disable', { operatorId: one.operatorId, disabled: true }),
    ])
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const left = answers[0]?.status === 200 ? one : two
    expect((await left.send('admin.disable', { operatorId: left.operatorId, disabled: true })).code).toBe('last_owner')
    expect((await left.send('admin.setRole', { operatorId: left.operatorId, role: 'viewer' })).code).toBe('last_owner')
  })

  test('admin.logout ends the session', async () => {
    const viewer = await world.operator('viewer')
    await viewer.must('admin.logout', {})
    expect((await viewer.call('admin.me', {})).code).toBe('login_needed')
  })
})
