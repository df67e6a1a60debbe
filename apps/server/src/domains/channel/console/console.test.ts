import { Codes } from '../entities'
import { makeBatches } from '../batch/make'
import { startWorld, type World } from '#test/world'

let world: World
let operator: Awaited<ReturnType<World['operator']>>
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
})
afterAll(() => world.stop())

const sourceNamed = async (name: string) =>
  (await operator.must('channel.sources', {})).sources.find((one) => one.name === name)?.id ?? ''

describe('channel.sources', () => {
  test('a shop begins with the sources that the books list', async () => {
    const names = (await operator.must('channel.sources', {})).sources.map(({ name }) => name)
    const listed = '同城信息 朋友圈广点通 商圈流量 SEO 短视频 论坛 门户 自媒体平台 直播媒体 门店流量'.split(' ')
    expect(names).toEqual(expect.arrayContaining(listed))
  })

  test('channel.saveSource adds and renames; two of one name are refused', async () => {
    const { source } = await operator.must('channel.saveSource', { id: null, name: '小区群' })
    const renamed = await operator.must('channel.saveSource', { id: source.id, name: '小区业主群' })
    expect(renamed.source).toEqual({ id: source.id, name: '小区业主群', retired: false })
    expect((await operator.send('channel.saveSource', { id: null, name: '小区业主群' })).code).toBe('source_taken')
    expect((await operator.send('channel.saveSource', { id: '999999', name: '无' })).code).toBe('not_found')
  })

  test('channel.retireSource: no new codes of it, until it is offered again; its codes stay', async () => {
    const sourceId = await sourceNamed('论坛')
    const made = await operator.must('channel.addCode', { kind: 'link', label: '旧帖', sourceId })
    await operator.must('channel.retireSource', { id: sourceId, retired: true })
    const wish = { kind: 'link' as const, label: '新帖', sourceId }
    expect((await operator.send('channel.addCode', wish)).code).toBe('source_retired')
    expect((await operator.must('channel.allCodes', { sourceId })).rows.map(({ id }) => id)).toEqual([made.code.id])
    await operator.must('channel.retireSource', { id: sourceId, retired: false })
    await operator.must('channel.addCode', wish)
  })
})

describe('codes', () => {
  test('channel.addCode of every kind, under the source of its kind; a standee wants a coupon', async () => {
    const { code } = await operator.must('channel.addCode', { kind: 'field', label: '地推小李' })
    expect(code).toMatchObject({ kind: 'field', storeId: '0', storeName: '', sourceId: await sourceNamed('地推') })
    expect(code.path).toBe(`pages/landing/index?scene=${code.scene}`)
    expect((await operator.send('channel.addCode', { kind: 'standee', label: '门口' })).code).toBe('input_invalid')
    const templateId = world.shop.templates.autumn
    const standee = await operator.must('channel.addCode', { kind: 'standee', label: '门口', templateId })
    expect(standee.code).toMatchObject({ couponName: '秋日满20减5', given: 0 })
  })

  test('channel.changeCode changes words and offer, nothing else; channel.endCode ends it', async () => {
    const { code } = await operator.must('channel.addCode', { kind: 'link', label: '甲' })
    const change = { codeId: code.id, label: '乙', templateId: world.shop.templates.autumn, benefit: '减 5 元' }
    const changed = await operator.must('channel.changeCode', change)
    expect(changed.code).toEqual({
      ...code,
      label: '乙',
      templateId: change.templateId,
      benefit: '减 5 元',
      couponName: '秋日满20减5',
    })
    await operator.must('channel.endCode', { codeId: code.id })
    expect((await operator.must('channel.endCode', { codeId: code.id })).code.endedAt).not.toBeNull()
    expect((await (await world.visitor()).must('joining.landing', { scene: code.scene })).place).toBeNull()
  })

  test('who only reads changes nothing', async () => {
    const viewer = await world.operator('viewer')
    expect((await viewer.send('channel.addCode', { kind: 'link', label: '甲' })).code).toBe('not_allowed')
    expect((await viewer.send('channel.allCodes', {})).status).toBe(200)
  })
})

describe('batches', () => {
  const make = (total: number) =>
    operator.must('channel.makeBatch', { kind: 'parcel', name: 'P-11', total, benefit: '减 5 元' })
  const finish = async () => {
    while (await makeBatches(world.platform, world.clock.now()));
  }

  test('channel.makeBatch makes as many as were asked for, each another, however many hands make them', async () => {
    const { batch } = await make(600)
    expect(batch).toMatchObject({ made: 0, total: 600, state: 'making' })
    await Promise.all([finish(), finish(), finish()])
    expect((await operator.must('channel.batch', { batchId: batch.id })).batch).toMatchObject({
      made: 600,
      state: 'ready',
    })
    const codes = await world.db.manager.findBy(Codes, { batchId: batch.id })
    expect(new Set(codes.map(({ scene }) => scene)).size).toBe(600)
    expect((await operator.must('channel.batches', {})).rows[0]?.id).toBe(batch.id)
    expect((await operator.must('channel.allCodes', { batchId: batch.id })).rows[0]?.label).toBe('P-11 #600')
    expect((await operator.must('channel.allCodes', {})).rows.every(({ batchId }) => batchId === null)).toBe(true)
    expect((await operator.send('channel.makeBatch', { kind: 'parcel', name: 'P', total: 2001 })).code).toBe(
      'input_invalid',
    )
  })

  test('channel.endBatch ends its codes and the making', async () => {
    const { batch } = await make(300)
    await makeBatches(world.platform, world.clock.now())
    await operator.must('channel.endBatch', { batchId: batch.id })
    await operator.must('channel.endBatch', { batchId: batch.id })
    await finish()
    const codes = await world.db.manager.findBy(Codes, { batchId: batch.id })
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.every(({ endedAt }) => endedAt !== null)).toBe(true)
    expect((await operator.must('channel.batch', { batchId: batch.id })).batch.state).toBe('ended')
  })

  test('the file has every code, for who may export', async () => {
    const { batch } = await make(3)
    await finish()
    const get = (who: typeof operator) =>
      fetch(`${world.url}/exports/channel-codes/${batch.id}.csv`, {
        headers: { authorization: `Bearer ${who.session.accessToken}` },
      })
    const lines = (await (await get(operator)).text()).trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toMatch(/^P-11 #1,[\w-]{22},pages\/landing\/index\?scene=[\w-]{22},$/)
    expect((await get(await world.operator('manager'))).status).toBe(403)
  })

  test('channel.printCodes opens a sheet that says what scanning gives', async () => {
    const { batch } = await make(2)
    await finish()
    const codeIds = (await world.db.manager.findBy(Codes, { batchId: batch.id })).map(({ id }) => id)
    const { url } = await operator.must('channel.printCodes', { codeIds })
    expect(await (await fetch(world.url + url)).text()).toContain('微信扫码入会，送减 5 元')
    expect((await operator.send('channel.printCodes', { codeIds: ['999999'] })).code).toBe('not_found')
  })
})

describe('costs and targets', () => {
  test('channel.addCost, channel.costs, channel.removeCost', async () => {
    const sourceId = await sourceNamed('地推')
    const span = { from: 20261101, until: 20261130, amountFen: 90_000, note: '十一月地推' }
    const { cost } = await operator.must('channel.addCost', { sourceId, ...span })
    expect((await operator.must('channel.costs', {})).rows[0]).toEqual(cost)
    expect((await operator.send('channel.addCost', span)).code).toBe('input_invalid')
    expect((await operator.send('channel.addCost', { sourceId, ...span, until: 20261031 })).code).toBe('input_invalid')
    await operator.must('channel.removeCost', { costId: cost.id })
    await operator.must('channel.removeCost', { costId: cost.id })
    expect((await operator.must('channel.costs', {})).rows.map(({ id }) => id)).not.toContain(cost.id)
  })

  test('channel.saveTarget sets anybody’s', async () => {
    const { staffId } = await world.staff('clerk', [world.shop.stores.riverside])
    expect(await operator.must('channel.saveTarget', { staffId, daily: 8 })).toEqual({ staffId, daily: 8 })
    expect((await operator.send('channel.saveTarget', { staffId: '999999', daily: 8 })).code).toBe('not_found')
  })
})
