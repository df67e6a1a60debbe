import { startWorld, type World } from '#test/world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const invitation = (role: 'clerk' | 'manager' | 'owner' = 'clerk') => ({
  name: '小林',
  role,
  storeIds: [world.shop.stores.wutong],
})

describe('staff.invite and staff.accept', () => {
  test('a one-time code makes a clerk, once, whoever comes at the same time', async () => {
    const manager = await world.staff('manager')
    const { code } = await manager.must('staff.invite', invitation())
    const people = await Promise.all(Array.from({ length: 8 }, () => world.visitor()))
    const answers = await Promise.all(people.map((person) => person.send('staff.accept', { code })))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'invitation_invalid')).toHaveLength(7)
    const winner = people[answers.findIndex((answer) => answer.status === 200)]
    expect((await winner?.must('staff.me', {}))?.staff).toMatchObject({
      name: '小林',
      role: 'clerk',
      stores: [{ name: '梧桐路店' }],
    })
  })

  test('staff.inviteImage draws the code for who wrote it, while it can be used', async () => {
    const [manager, other] = [await world.staff('manager'), await world.staff('manager')]
    const { code } = await manager.must('staff.invite', invitation())
    expect((await manager.must('staff.inviteImage', { code })).image).toMatch(/^data:image\//)
    expect((await other.call('staff.inviteImage', { code })).code).toBe('invitation_invalid')
    await (await world.visitor()).must('staff.accept', { code })
    expect((await manager.call('staff.inviteImage', { code })).code).toBe('invitation_invalid')
  })

  test('nobody invites above their own role or outside their stores', async () => {
    const manager = await world.staff('manager')
    expect((await manager.send('staff.invite', invitation('owner'))).code).toBe('not_allowed')
    const elsewhere = { ...invitation(), storeIds: [world.shop.stores.riverside] }
    expect((await manager.send('staff.invite', elsewhere)).code).toBe('store_not_yours')
    const clerk = await world.staff('clerk')
    expect((await clerk.send('staff.invite', invitation())).code).toBe('not_allowed')
  })

  test('is over after a day, and is of no use to staff', async () => {
    const manager = await world.staff('manager')
    const { code } = await manager.must('staff.invite', invitation())
    expect((await manager.send('staff.accept', { code })).code).toBe('staff_already')
    world.clock.advance(24 * 3_600_000 + 1)
    const late = await world.visitor()
    expect((await late.send('staff.accept', { code })).code).toBe('invitation_invalid')
  })
})

describe('staff.disable and staff.list', () => {
  test('shuts out on the next request, although the token is still good', async () => {
    const [manager, clerk] = [await world.staff('manager'), await world.staff('clerk')]
    const storeId = world.shop.stores.wutong
    expect((await clerk.send('counter.today', { storeId })).status).toBe(200)
    await manager.must('staff.disable', { staffId: clerk.staffId })
    expect((await clerk.send('counter.today', { storeId })).code).toBe('not_allowed')
    expect((await clerk.must('staff.me', {})).staff).toBeNull()
    const { staff } = await manager.must('staff.list', {})
    expect(staff.find((one) => one.id === clerk.staffId)?.disabled).toBe(true)
  })

  test('nobody disables an equal, themself, or somebody of another store', async () => {
    const manager = await world.staff('manager')
    const equal = await world.staff('manager')
    const elsewhere = await world.staff('clerk', [world.shop.stores.riverside])
    expect((await manager.send('staff.disable', { staffId: equal.staffId })).code).toBe('not_allowed')
    expect((await manager.send('staff.disable', { staffId: manager.staffId })).code).toBe('not_allowed')
    expect((await manager.send('staff.disable', { staffId: elsewhere.staffId })).code).toBe('not_found')
  })
})

describe('people who may not any more', () => {
  test('somebody who was disabled does not come back through an invitation of their own, nor does anybody else', async () => {
    const owner = await world.staff('owner')
    const manager = await world.staff('manager')
    const codes = [
      await manager.must('staff.invite', invitation('manager')),
      await manager.must('staff.invite', invitation()),
    ]
    await owner.must('staff.disable', { staffId: manager.staffId })
    expect((await manager.send('staff.accept', { code: codes[0]?.code ?? '' })).code).toBe('invitation_invalid')
    const stranger = await world.visitor()
    expect((await stranger.send('staff.accept', { code: codes[1]?.code ?? '' })).code).toBe('invitation_invalid')
  })

  test('two owners who shut each other out at once: one of them stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await world.staff('owner'), await world.staff('owner')]
      const answers = await Promise.all([
        one.send('staff.disable', { staffId: two.staffId }),
        two.send('staff.disable', { staffId: one.staffId }),
      ])
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    }
  })
})
