import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { Pictures } from '#server/domains/media/entities'
import { communityHands } from './test-community'

/** A Monday, ten in the morning. */
const MORNING = '2026-11-30T02:00:00.000Z'

let world: World
let hands: ReturnType<typeof communityHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = communityHands(world)
})
beforeEach(async () => {
  world.clock.set(MORNING)
  operator = await world.operator()
})
afterEach(() => hands.clear())
afterAll(() => stopWithPromisesKept(world))

const laterDays = async (days: number) => {
  world.clock.set(new Date(new Date(MORNING).getTime() + days * 86_400_000))
  operator = await world.operator()
}

describe('community.saveGroup, community.groups', () => {
  test('what is written is there, newest first, by its state', async () => {
    const id = await hands.group(operator, { storeIds: [world.shop.stores.wutong, world.shop.stores.wutong] })
    const paused = await hands.group(operator, { name: '2号群' })
    await operator.must('community.setGroup', { groupId: paused, state: 'paused' })
    const { rows } = await operator.must('community.groups', {})
    expect(rows).toMatchObject([
      { id: paused, state: 'paused', faults: [], lacking: 0 },
      { id, state: 'on', name: '1号群·梧桐路·麦田', storeIds: [world.shop.stores.wutong], faults: [], lacking: 0 },
    ])
    expect((await operator.must('community.groups', { state: 'on' })).rows.map((row) => row.id)).toEqual([id])
    expect((await operator.must('community.groups', { before: paused })).rows.map((row) => row.id)).toEqual([id])
  })

  test('says which code ends within two days, has ended, or is said to last too long', async () => {
    const long = await hands.group(operator, { until: hands.inDays(9) })
    const soon = await hands.group(operator, { until: hands.inDays(2) })
    const faults = async () =>
      (await operator.must('community.groups', {})).rows.map(({ id, faults: said }) => [id, said.join().slice(0, 9)])
    expect(await faults()).toEqual([
      [soon, '二维码两天内过期，'],
      [long, '微信群的二维码 7'],
    ])
    await laterDays(3)
    expect(await faults()).toEqual([
      [soon, '二维码已经过期，客'],
      [long, ''],
    ])
  })

  test('refuses what cannot be, and writes nothing', async () => {
    const send = async (change: object, id: string | null = null) =>
      (await operator.send('community.saveGroup', { id, body: { ...(await hands.groupBody()), ...change } })).code
    expect(await send({ until: null })).toBe('input_invalid')
    expect(await send({ until: MORNING })).toBe('input_invalid')
    expect(await send({ until: hands.inDays(31) })).toBe('input_invalid')
    expect(await send({ storeIds: ['999999'] })).toBe('not_found')
    expect(await send({ pictureId: '999999' })).toBe('not_found')
    expect(await send({ words: '进群就送一个海盐卷' })).toBe('community_unlawful')
    expect(await send({ name: '' })).toBe('input_invalid')
    expect(await send({}, '999999')).toBe('not_found')
    const viewer = await world.operator('viewer')
    const body = await hands.groupBody()
    expect((await viewer.send('community.saveGroup', { id: null, body })).status).toBe(403)
    expect(
      (await (await world.member()).send('community.saveGroup' as never, { id: null, body } as never)).status,
    ).toBe(401)
    expect((await operator.must('community.groups', {})).rows).toEqual([])
  })

  test('a housekeeper’s code has no end, and words can change after a code has ended', async () => {
    await hands.group(operator, { kind: 'housekeeper', until: null })
    const body = await hands.groupBody({ until: hands.inDays(1) })
    const { group } = await operator.must('community.saveGroup', { id: null, body })
    await laterDays(2)
    await operator.must('community.saveGroup', { id: group.id, body: { ...body, words: '说说今天几点出炉' } })
    expect((await hands.groupRow(group.id)).words).toBe('说说今天几点出炉')
  })

  test('a picture that a group or a page shows stays', async () => {
    const [code, block] = [await hands.picture(), await hands.picture()]
    const groupId = await hands.group(operator, { pictureId: code })
    const pageId = await hands.page(operator, [groupId], { blocks: [{ kind: 'picture', pictureId: block }] })
    for (const pictureId of [code, block])
      expect((await operator.send('media.removePicture', { pictureId })).code).toBe('picture_in_use')
    await operator.must('community.end', { pageId })
    await operator.must('media.removePicture', { pictureId: block })
  })
})

describe('community.setGroup', () => {
  test('full, with room again, over for good', async () => {
    const groupId = await hands.group(operator)
    const set = async (state: 'on' | 'paused' | 'ended') =>
      (await operator.send('community.setGroup', { groupId, state })).code
    expect(await set('on')).toBe('already_done')
    expect(await set('paused')).toBeUndefined()
    expect(await set('on')).toBeUndefined()
    expect(await set('ended')).toBeUndefined()
    expect(await set('on')).toBe('community_group_ended')
    const body = await hands.groupBody()
    expect((await operator.send('community.saveGroup', { id: groupId, body })).code).toBe('community_group_ended')
    expect((await operator.send('community.setGroup', { groupId: '999999', state: 'on' })).code).toBe('not_found')
  })
})

describe('a code that ends', () => {
  test('is asked for once in each store of its group, two days before, in daytime', async () => {
    const both = [world.shop.stores.wutong, world.shop.stores.riverside]
    const until = '2026-12-05T02:00:00.000Z'
    const groupId = await hands.group(operator, { storeIds: both, until })
    const everywhere = await hands.group(operator, { until: hands.inDays(1) })
    await hands.askNow()
    expect(await hands.asked(groupId)).toEqual([])
    // Six in the morning: the server's own worker asks nobody either.
    world.clock.set('2026-12-03T22:00:00.000Z')
    await hands.askNow()
    expect(await hands.asked(groupId)).toEqual([])
    world.clock.set('2026-12-04T02:00:00.000Z')
    await Promise.all([hands.askNow(), hands.askNow(), hands.askNow()])
    await hands.askNow()
    const items = await hands.asked(groupId)
    expect(items.map(({ storeId }) => storeId).sort()).toEqual([...both].sort())
    expect(items[0]).toMatchObject({
      title: '群二维码快到期了',
      text: '请在「1号群·梧桐路·麦田」里重新生成一张二维码，发给运营。现在这张 12月5日 10:00 到期',
    })
    expect(await hands.asked(everywhere)).toEqual([])
    const clerk = await world.staff()
    const { items: seen } = await clerk.must('worklist.mine', { storeId: world.shop.stores.wutong })
    expect(seen).toMatchObject([{ title: '群二维码快到期了', group: 'due' }])
  })

  test('is no longer asked for once there is a new one, or the group is full; what was done stays', async () => {
    const storeIds = [world.shop.stores.wutong, world.shop.stores.riverside]
    const body = await hands.groupBody({ storeIds, until: hands.inDays(2) })
    const { group } = await operator.must('community.saveGroup', { id: null, body })
    await hands.askNow()
    const clerk = await world.staff()
    const mine = (await hands.asked(group.id)).find(({ storeId }) => storeId === storeIds[0])
    await clerk.must('worklist.done', { itemId: mine?.id ?? '' })
    await operator.must('community.saveGroup', { id: group.id, body: { ...body, until: hands.inDays(6) } })
    expect(await hands.asked(group.id)).toMatchObject([{ state: 'done' }])
    await laterDays(5)
    await hands.askNow()
    expect(await hands.asked(group.id)).toHaveLength(3)
    await operator.must('community.setGroup', { groupId: group.id, state: 'paused' })
    expect(await hands.asked(group.id)).toHaveLength(1)
  })

  test('is asked for where the group is now, and no longer where it was', async () => {
    const { wutong, riverside } = world.shop.stores
    const body = await hands.groupBody({ storeIds: [wutong], until: hands.inDays(2) })
    const { group } = await operator.must('community.saveGroup', { id: null, body })
    const save = (change: object) =>
      operator.must('community.saveGroup', { id: group.id, body: { ...body, ...change } })
    const where = async () => (await hands.asked(group.id)).map(({ storeId }) => storeId)
    await hands.askNow()
    expect(await where()).toEqual([wutong])
    await save({ storeIds: [riverside] })
    expect(await where()).toEqual([])
    await hands.askNow()
    expect(await where()).toEqual([riverside])
    await save({ storeIds: [riverside], until: hands.inDays(6) })
    expect(await where()).toEqual([])
  })
})

describe('community.savePage, community.publish, community.end, community.page, community.pages', () => {
  test('draft, on, over', async () => {
    const groupId = await hands.group(operator)
    const pageId = await hands.draft(operator, [groupId])
    const visitor = await world.visitor()
    expect((await visitor.send('community.show', { pageId })).code).toBe('not_found')
    expect((await visitor.must('community.offer', {})).page).toBeNull()
    const { page } = await operator.must('community.publish', { pageId })
    expect(page).toMatchObject({ state: 'on', faults: [], path: `invite/group/index?pageId=${pageId}` })
    expect((await visitor.must('community.offer', {})).page).toMatchObject({ pageId, title: '进群看新品' })
    expect((await operator.send('community.publish', { pageId })).code).toBe('already_done')
    await operator.must('community.end', { pageId })
    expect((await operator.send('community.end', { pageId })).code).toBe('already_done')
    expect((await operator.send('community.publish', { pageId })).code).toBe('community_ended')
    const body = hands.pageBody([groupId])
    expect((await operator.send('community.savePage', { id: pageId, body })).code).toBe('community_ended')
    expect(await visitor.must('community.show', { pageId })).toMatchObject({ state: 'ended', group: null, regions: [] })
    expect((await operator.must('community.pages', { state: 'ended' })).rows.map(({ id }) => id)).toEqual([pageId])
    expect((await operator.must('community.pages', { before: pageId })).rows).toEqual([])
  })

  test('is not published before it can be, and stays fit to be on', async () => {
    const groupId = await hands.group(operator)
    await operator.must('community.setGroup', { groupId, state: 'paused' })
    const pageId = await hands.draft(operator, [groupId], { lead: '邀请好友进群，各得 100 积分' })
    const refused = await operator.send('community.publish', { pageId })
    expect(refused.code).toBe('community_not_ready')
    expect((refused.body as unknown as { faults: string[] }).faults).toHaveLength(2)
    expect((await operator.must('community.page', { pageId })).page).toMatchObject({ state: 'draft' })
    await operator.must('community.setGroup', { groupId, state: 'on' })
    await operator.must('community.savePage', { id: pageId, body: hands.pageBody([groupId]) })
    await operator.must('community.publish', { pageId })
    const unlawful = hands.pageBody([groupId], { blocks: [{ kind: 'text', text: '分享给朋友' }] })
    expect((await operator.send('community.savePage', { id: pageId, body: unlawful })).code).toBe('community_not_ready')
    expect((await operator.must('community.page', { pageId })).page.blocks).toEqual([])
  })

  test('refuses what cannot be, and writes nothing', async () => {
    const groupId = await hands.group(operator)
    const send = async (groupIds: string[], change: object = {}) =>
      (await operator.send('community.savePage', { id: null, body: { ...hands.pageBody(groupIds), ...change } })).code
    expect(await send([])).toBe('input_invalid')
    expect(await send([groupId, groupId])).toBe('input_invalid')
    expect(await send([groupId, '999999'])).toBe('not_found')
    expect(await send([groupId], { blocks: [{ kind: 'picture', pictureId: '999999' }] })).toBe('not_found')
    expect(await send([groupId], { title: '太长'.repeat(11) })).toBe('input_invalid')
    const viewer = await world.operator('viewer')
    expect((await viewer.send('community.savePage', { id: null, body: hands.pageBody([groupId]) })).status).toBe(403)
    expect((await operator.must('community.pages', {})).rows).toEqual([])
    for (const pageId of ['999999'])
      for (const name of ['community.publish', 'community.end'] as const)
        expect((await operator.send(name, { pageId })).code).toBe('not_found')
    expect((await operator.send('community.figures', { pageId: '999999' })).code).toBe('not_found')
  })
})

describe('community.show', () => {
  test('the group near the store that somebody came to, else the first; what they choose comes first', async () => {
    const { wutong, riverside } = world.shop.stores
    const [first, near] = [
      await hands.group(operator, { storeIds: [wutong] }),
      await hands.group(operator, { name: '滨江群', region: '上海', storeIds: [riverside] }),
    ]
    const pageId = await hands.page(operator, [first, near])
    const visitor = await world.visitor()
    const groupOf = async (input: object) =>
      (await visitor.must('community.show', { pageId, ...input })).group?.groupId ?? null
    expect(await groupOf({})).toBe(first)
    expect(await groupOf({ storeId: riverside })).toBe(near)
    expect(await groupOf({ region: '上海' })).toBe(near)
    expect(await groupOf({ groupId: near })).toBe(near)
    expect(await groupOf({ groupId: near, region: '杭州' })).toBe(near)
    const clerk = await world.staff('manager', [riverside])
    const { code } = await clerk.must('channel.createCode', { storeId: riverside, kind: 'table', label: '一号桌' })
    await visitor.must('joining.landing', { scene: code.scene })
    expect(await groupOf({})).toBe(near)
    expect(await groupOf({ region: '杭州' })).toBe(first)
  })

  test('never a code that has ended or whose picture is gone: full, renewing, and the next that lets somebody in', async () => {
    const [full, next, over] = [
      await hands.group(operator, { name: '1号群' }),
      await hands.group(operator, { name: '2号群' }),
      await hands.group(operator, { name: '3号群', region: '上海', until: hands.inDays(1) }),
    ]
    const pageId = await hands.page(operator, [full, next, over])
    await operator.must('community.setGroup', { groupId: full, state: 'paused' })
    await laterDays(2)
    const visitor = await world.visitor()
    expect(await visitor.must('community.show', { pageId })).toMatchObject({
      ...{ state: 'on', region: '杭州', group: { groupId: full, wayIn: 'full', code: null } },
      instead: { groupId: next, wayIn: 'open', code: { url: expect.stringMatching(/^\/pictures\//) as string } },
      regions: [{ region: '杭州', groups: [{ wayIn: 'full' }, { wayIn: 'open' }] }, { region: '上海' }],
    })
    expect(await visitor.must('community.show', { pageId, region: '上海' })).toMatchObject({
      ...{ group: { groupId: over, wayIn: 'renewing', code: null }, instead: null },
    })
    const { pictureId } = await hands.groupRow(next)
    await world.db.manager.update(Pictures, { id: pictureId }, { storedAt: null })
    expect((await visitor.must('community.show', { pageId, groupId: next })).group).toMatchObject({
      ...{ wayIn: 'renewing', code: null },
    })
  })

  test('shows its blocks in order, and asks for a login', async () => {
    const pictureId = await hands.picture()
    const pageId = await hands.page(operator, [await hands.group(operator)], {
      blocks: [
        { kind: 'text', text: '明天上什么新品，群里先说' },
        { kind: 'picture', pictureId },
      ],
    })
    const { blocks } = await (await world.visitor()).must('community.show', { pageId })
    expect(blocks).toMatchObject([{ kind: 'text' }, { kind: 'picture', picture: { width: 400 } }])
    expect((await world.client().send('community.show', { pageId })).status).toBe(401)
  })
})

test('a code leads to a page of a group, and to none that has ended', async () => {
  const pageId = await hands.page(operator, [await hands.group(operator)])
  const asked = { kind: 'link', label: '推文里的码', opens: { page: 'group', id: pageId } } as const
  const { code } = await operator.must('channel.addCode', asked)
  const visitor = await world.visitor()
  expect(await visitor.must('joining.landing', { scene: code.scene })).toMatchObject({ opens: asked.opens })
  await operator.must('community.end', { pageId })
  expect((await operator.send('channel.addCode', asked)).code).toBe('not_found')
})
