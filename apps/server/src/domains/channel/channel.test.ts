import { startWorld, type World } from '#test/world'
import { Codes } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

describe('channel.createCode and channel.codes', () => {
  test('a new code has a scene that WeChat takes, and leads to its store', async () => {
    const manager = await world.staff('manager')
    const storeId = world.shop.stores.wutong
    const { code } = await manager.must('channel.createCode', { storeId, kind: 'table', label: '门口 1 号桌' })
    expect(code.scene).toMatch(/^[0-9A-Za-z_-]{22}$/)
    expect(decodeURIComponent(code.scene)).toBe(code.scene)
    expect((await manager.must('channel.codes', { storeId })).codes.map((one) => one.id)).toContain(code.id)
    const visitor = await world.visitor()
    expect((await visitor.must('joining.landing', { scene: code.scene })).place).toMatchObject({ label: '门口 1 号桌' })
  })

  test('another store’s codes are refused, and clerks make none', async () => {
    const storeId = world.shop.stores.riverside
    const manager = await world.staff('manager')
    expect((await manager.send('channel.codes', { storeId })).code).toBe('store_not_yours')
    expect((await manager.send('channel.createCode', { storeId, kind: 'table', label: '窗边' })).code).toBe(
      'store_not_yours',
    )
    const clerk = await world.staff('clerk')
    expect((await clerk.send('channel.codes', { storeId: world.shop.stores.wutong })).code).toBe('not_allowed')
  })
})

describe('channel.printSheet', () => {
  const sheetOf = async (storeId: string) => {
    const codes = await world.db.manager.findBy(Codes, { storeId })
    return codes.map((code) => code.id)
  }

  test('prints real codes from WeChat, for ten minutes, without a login', async () => {
    const manager = await world.staff('manager')
    const { url } = await manager.must('channel.printSheet', { codeIds: await sheetOf(world.shop.stores.wutong) })
    const page = await fetch(world.url + url)
    const html = await page.text()
    expect(page.status).toBe(200)
    const images = [...html.matchAll(/src="data:image\/png;base64,([^"]+)"/g)].map((match) =>
      Buffer.from(match[1] ?? '', 'base64'),
    )
    expect(images.length).toBeGreaterThanOrEqual(3)
    for (const image of images) expect(image.subarray(1, 4).toString()).toBe('PNG')
    expect((await fetch(`${world.url}${url.slice(0, -1)}_`)).status).toBe(404)
    world.clock.advance(10 * 60_000 + 1)
    expect((await fetch(world.url + url)).status).toBe(404)
  })

  test('another store’s code is not found', async () => {
    const manager = await world.staff('manager')
    const codeIds = await sheetOf(world.shop.stores.riverside)
    expect((await manager.send('channel.printSheet', { codeIds })).code).toBe('not_found')
  })
})
