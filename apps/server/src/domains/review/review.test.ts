import type { OperatorClient, StaffClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { ReviewScores } from './entities'
import { reviewHands, stars } from './test-review'

const DAY_MS = 86_400_000

let world: World
let hands: ReturnType<typeof reviewHands>
let operator: OperatorClient
let manager: StaffClient
beforeAll(async () => {
  world = await startWorld()
  hands = reviewHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
  manager = await world.staff('manager')
  await hands.policy(operator, { points: 5 })
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

describe('review.policy, review.savePolicy', () => {
  test('a version in force, one that is coming, none in the past', async () => {
    const { current } = await operator.must('review.policy', {})
    expect(current.policy).toMatchObject({ points: 5, aspects: ['味道', '服务', '环境'], windowDays: 14 })
    const later = new Date(world.clock.now().getTime() + 50 * DAY_MS).toISOString()
    const saving = { policy: { ...current.policy, points: 900 }, activeFrom: later, reason: '下周' }
    await operator.must('review.savePolicy', saving)
    expect((await operator.must('review.policy', {})).current.policy.points).toBe(5)
    const past = new Date(world.clock.now().getTime() - 1).toISOString()
    expect((await operator.send('review.savePolicy', { ...saving, activeFrom: past })).code).toBe('input_invalid')
  })

  test('not for who may only look, and not without sense', async () => {
    const { current } = await operator.must('review.policy', {})
    const viewer = await world.operator('viewer')
    expect((await viewer.send('review.savePolicy', { policy: current.policy, reason: '改' })).status).toBe(403)
    const policy = { ...current.policy, aspects: ['味道', '味道'] }
    expect((await operator.send('review.savePolicy', { policy, reason: '改' })).code).toBe('input_invalid')
  })
})

describe('review.write, review.mine, review.waiting', () => {
  test('what was bought waits, is reviewed once, gives points with the reason, and waits no more', async () => {
    const person = await world.member()
    const purchaseId = await hands.buy(person)
    const waiting = await person.must('review.waiting', {})
    expect(waiting).toMatchObject({ points: 5, purchases: [{ purchaseId, storeName: '梧桐路店', paidFen: 3000 }] })
    expect(await hands.mine(person, purchaseId)).toMatchObject({ mayWrite: true, why: null, points: 5, review: null })
    const before = await hands.points(person)
    expect(await hands.written(person, purchaseId, stars(1, 1, 1), '等了很久')).toMatchObject({ points: 5 })
    expect(await hands.points(person)).toBe(before + 5)
    const after = await hands.mine(person, purchaseId)
    expect(after).toMatchObject({ mayWrite: false, why: '这笔消费你评价过了', points: 0 })
    expect(after.review).toMatchObject({ text: '等了很久', scores: stars(1, 1, 1), points: 5, reply: null })
    expect((await person.must('review.waiting', {})).purchases).toEqual([])
    expect((await hands.write(person, purchaseId)).code).toBe('review_written')
    const { rows } = await person.must('points.history', { filter: 'all' })
    expect(rows.map(({ reason }) => reason)).toContain('写了评价')
    expect((await hands.rows(purchaseId))[0]?.textSealed).not.toContain('等了很久')
  })

  test('bad and good words give the same, and one a day', async () => {
    const [glad, cross] = [await world.member(), await world.member()]
    const given = [await hands.reviewed(glad, stars(5, 5, 5)), await hands.reviewed(cross, stars(1, 1, 1))]
    expect(given.map(({ points }) => points)).toEqual([5, 5])
    expect((await hands.reviewed(glad)).points).toBe(0)
    expect((await glad.must('review.waiting', {})).points).toBe(0)
    world.clock.advance(DAY_MS)
    await glad.relogin()
    expect((await hands.reviewed(glad)).points).toBe(5)
    operator = await world.operator()
  })

  test('only one’s own, within the window, what was kept, and about what is asked', async () => {
    const [person, other] = [await world.member(), await world.member()]
    const theirs = await hands.buy(other)
    expect((await hands.write(person, theirs)).code).toBe('not_found')
    expect((await person.send('review.mine', { purchaseId: theirs })).code).toBe('not_found')
    const now = world.clock.now().getTime()
    const old = await hands.buy(person, 3000, new Date(now - 14 * DAY_MS))
    expect((await hands.write(person, old)).code).toBe('review_late')
    const back = await hands.buy(person)
    await hands.refund(back)
    expect((await hands.write(person, back)).code).toBe('review_refunded')
    const purchaseId = await hands.buy(person)
    const asked = await hands.write(person, purchaseId, [{ aspect: '价格', score: 5 }])
    expect([asked.code, asked.body]).toMatchObject(['review_aspects', { aspects: ['味道', '服务', '环境'] }])
    expect((await person.must('review.waiting', {})).purchases.map((one) => one.purchaseId)).toEqual([purchaseId])
    await hands.policy(operator, { enabled: false })
    expect((await hands.write(person, purchaseId)).code).toBe('review_off')
    expect(await person.must('review.waiting', {})).toEqual({ points: 0, purchases: [] })
    expect(await hands.rows(purchaseId)).toEqual([])
  })

  test.each([
    ['six stars', [{ aspect: '味道', score: 6 }], null],
    ['half a star', [{ aspect: '味道', score: 1.5 }], null],
    ['no stars', [], null],
    ['too many words', stars(), '长'.repeat(201)],
    ['no words but spaces', stars(), '  '],
  ])('bad input: %s', async (_, scores, text) => {
    const person = await world.member()
    const purchaseId = await hands.buy(person)
    expect((await hands.write(person, purchaseId, scores, text)).code).toBe('input_invalid')
    expect(await hands.rows(purchaseId)).toEqual([])
  })
})

describe('review.change', () => {
  test('within a day: other words and stars, the same points, and figures that follow', async () => {
    const person = await world.member()
    const { purchaseId, reviewId } = await hands.reviewed(person, stars(5, 5, 5))
    const before = await hands.points(person)
    const changed = await person.must('review.change', hands.wish(purchaseId, stars(1, 4, 4), '回家一尝，咸了'))
    expect(changed).toEqual({ reviewId, points: 5, pointsWait: false })
    expect((await hands.mine(person, purchaseId)).review).toMatchObject({
      text: '回家一尝，咸了',
      scores: stars(1, 4, 4),
    })
    expect(await hands.points(person)).toBe(before)
    expect((await world.db.manager.findBy(ReviewScores, { reviewId })).map(({ score }) => score)).toEqual([1, 4, 4])
    expect(await hands.work(reviewId)).toHaveLength(1)
    world.clock.advance(DAY_MS)
    await person.relogin()
    expect((await person.send('review.change', hands.wish(purchaseId))).code).toBe('review_settled')
    expect((await hands.mine(person, purchaseId)).review?.changeUntil).toBeNull()
    operator = await world.operator()
  })

  test('not what is not there, and not once the shop has replied', async () => {
    const person = await world.member()
    const unsaid = await hands.buy(person)
    expect((await person.send('review.change', hands.wish(unsaid))).code).toBe('not_found')
    const { purchaseId, reviewId } = await hands.reviewed(person)
    await manager.must('review.reply', { reviewId, words: '谢谢你' })
    expect((await person.send('review.change', hands.wish(purchaseId))).code).toBe('review_answered')
  })
})

describe('review.ofStore, review.reply, review.all, review.answer', () => {
  test('who runs the store sees masked names and replies once; their own words for a day', async () => {
    const person = await world.member()
    const { purchaseId, reviewId } = await hands.reviewed(person, stars(2, 5, 5), '面包有点硬')
    await hands.reviewed(await world.member())
    const storeId = world.shop.stores.wutong
    const { rows } = await manager.must('review.ofStore', { storeId, onlyLow: true })
    expect(rows.every(({ low }) => low)).toBe(true)
    expect(rows[0]).toMatchObject({ reviewId, text: '面包有点硬', scores: stars(2, 5, 5), reply: null, noReply: null })
    expect(rows[0]?.memberName).toMatch(/^会员/)
    expect((await manager.must('review.ofStore', { storeId })).rows[0]?.low).toBe(false)
    await manager.must('review.reply', { reviewId, words: '不好意思' })
    await manager.must('review.reply', { reviewId, words: '不好意思，下次来换一份' })
    expect((await hands.mine(person, purchaseId)).review?.reply?.words).toBe('不好意思，下次来换一份')
    const colleague = await world.staff('manager')
    expect((await colleague.send('review.reply', { reviewId, words: '我也说' })).code).toBe('review_replied')
    expect((await operator.send('review.answer', { reviewId, words: '我也说' })).code).toBe('review_replied')
    const shown = (await colleague.must('review.ofStore', { storeId, onlyLow: true })).rows[0]
    expect(shown).toMatchObject({ reply: { by: '小方' }, noReply: '同事已经回复过了' })
    world.clock.advance(DAY_MS)
    await manager.relogin()
    expect((await manager.send('review.reply', { reviewId, words: '再说一句' })).code).toBe('review_reply_settled')
    operator = await world.operator()
  })

  test('not clerks, not staff of another store, not members; operators see all, who may talk replies', async () => {
    const person = await world.member()
    const { reviewId } = await hands.reviewed(person)
    const storeId = world.shop.stores.wutong
    const clerk = await world.staff()
    expect((await clerk.send('review.ofStore', { storeId })).status).toBe(403)
    expect((await clerk.send('review.reply', { reviewId, words: '好' })).status).toBe(403)
    const elsewhere = await world.staff('manager', [world.shop.stores.riverside])
    expect((await elsewhere.send('review.ofStore', { storeId })).code).toBe('store_not_yours')
    expect((await elsewhere.send('review.reply', { reviewId, words: '好' })).code).toBe('store_not_yours')
    expect((await manager.send('review.reply', { reviewId: '999999', words: '好' })).code).toBe('not_found')
    expect((await person.send('review.all', {})).status).toBeGreaterThanOrEqual(401)
    const viewer = await world.operator('viewer')
    expect((await viewer.must('review.all', { storeId })).rows[0]?.reviewId).toBe(reviewId)
    expect((await viewer.send('review.answer', { reviewId, words: '好' })).status).toBe(403)
    await operator.must('review.answer', { reviewId, words: '谢谢' })
    expect((await operator.must('review.all', {})).rows[0]).toMatchObject({ reply: { words: '谢谢', by: '后台' } })
  })

  test('a low score is work for who runs the store, once, with why', async () => {
    const { reviewId, purchaseId } = await hands.reviewed(await world.member(), stars(2, 5, 5))
    const [item] = await hands.work(reviewId)
    expect(item).toMatchObject({ roles: ['manager', 'owner'], path: `staff/reviews/index?storeId=${item?.storeId}` })
    expect(item?.reason).toContain('味道 2')
    const [row] = await hands.rows(purchaseId)
    expect([row?.low, item?.dueAt.getTime()]).toEqual([true, (row?.at.getTime() ?? 0) + DAY_MS])
    const clerk = await world.staff()
    const seen = async (who: StaffClient) =>
      (await who.must('worklist.mine', { storeId: world.shop.stores.wutong })).items.some(({ id }) => id === item?.id)
    expect([await seen(manager), await seen(clerk)]).toEqual([true, false])
    expect(await hands.work((await hands.reviewed(await world.member(), stars(3, 3, 3))).reviewId)).toEqual([])
  })
})

test('review.figures: how many of the purchases were reviewed, and how', async () => {
  world.clock.advance(2 * DAY_MS)
  operator = await world.operator()
  const [one, two] = [await world.member(), await world.member()]
  const { purchaseId } = await hands.reviewed(one, stars(5, 4, 1))
  await hands.reviewed(two, stars(4, 4, 4))
  await hands.buy(one)
  const at = (await hands.rows(purchaseId))[0]?.boughtDay ?? 0
  const storeId = world.shop.stores.wutong
  const figures = await operator.must('review.figures', { storeId, from: at, to: at })
  expect(figures).toMatchObject({ purchases: 3, reviews: 2, sharePermille: 667, low: 1, replied: 0 })
  const taste = figures.aspects.find(({ aspect }) => aspect === '味道')
  expect(taste).toEqual({ aspect: '味道', count: 2, averagePermille: 4500, distribution: [0, 0, 0, 1, 1] })
  expect((await operator.must('review.figures', { from: at, to: at })).reviews).toBe(2)
  expect((await operator.send('review.figures', { from: at, to: 20_990_101 })).code).toBe('input_invalid')
  expect((await operator.send('review.figures', { storeId: '99999', from: at, to: at })).code).toBe('not_found')
})
