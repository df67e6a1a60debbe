import { startWorld, type World } from '#test/world'
import { Addresses } from '../entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const home = { name: '林小满', phone: '13800138000', region: '上海市 徐汇区', detail: '梧桐路 1 号' }

test('mall.saveAddress and mall.addresses: the first is the default one, and what is kept cannot be read', async () => {
  const person = await world.member()
  const { address: first } = await person.must('mall.saveAddress', { id: null, ...home, isDefault: false })
  expect(first).toEqual({ id: first.id, ...home, isDefault: true })
  const { address: second } = await person.must('mall.saveAddress', { id: null, ...home, isDefault: true })
  const list = async () => (await person.must('mall.addresses', {})).addresses.map((one) => [one.id, one.isDefault])
  expect(await list()).toEqual([
    [second.id, true],
    [first.id, false],
  ])
  const changed = await person.must('mall.saveAddress', { id: second.id, ...home, detail: '二楼', isDefault: false })
  expect(changed.address).toMatchObject({ detail: '二楼', isDefault: true })
  const rows = await world.db.manager.findBy(Addresses, { memberId: person.memberId })
  for (const row of rows) expect(row.sealed).not.toContain('13800138000')
  expect(JSON.stringify(await world.db.query('SELECT answer FROM command'))).not.toContain('梧桐路 1 号')
})

test('mall.removeAddress: the newest of the others becomes the default one; another member’s is not there', async () => {
  const person = await world.member()
  const ids: string[] = []
  for (let index = 0; index < 3; index += 1)
    ids.push((await person.must('mall.saveAddress', { id: null, ...home, isDefault: false })).address.id)
  const stranger = await world.member()
  expect((await stranger.send('mall.removeAddress', { addressId: ids[0] ?? '' })).code).toBe('not_found')
  expect((await stranger.send('mall.saveAddress', { id: ids[0] ?? '', ...home, isDefault: true })).code).toBe(
    'not_found',
  )
  await person.must('mall.removeAddress', { addressId: ids[0] ?? '' })
  const { addresses } = await person.must('mall.addresses', {})
  expect(addresses.map((one) => [one.id, one.isDefault])).toEqual([
    [ids[2], true],
    [ids[1], false],
  ])
})

test('twenty at most, also when many are saved at once', async () => {
  const person = await world.member()
  const answers = await Promise.all(
    Array.from({ length: 25 }, () => person.send('mall.saveAddress', { id: null, ...home, isDefault: true })),
  )
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(20)
  expect(answers.filter((answer) => answer.code === 'address_full')).toHaveLength(5)
  const { addresses } = await person.must('mall.addresses', {})
  expect(addresses.filter((one) => one.isDefault)).toHaveLength(1)
})

test('a phone number that is none is refused', async () => {
  const person = await world.member()
  const answer = await person.send('mall.saveAddress', { id: null, ...home, phone: '12', isDefault: true })
  expect(answer.code).toBe('input_invalid')
})
