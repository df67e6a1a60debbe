import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Messages } from '#server/domains/notify/entities'
import { freeze, unfreeze } from '#server/domains/points/account/freeze'
import { goal, taskHands } from '#server/domains/task/test-task'
import { inTransaction } from '#server/platform/db/tx'
import type { MemberClient, OperatorClient, StaffClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { settleAllOwed } from './owed'
import { reviewHands, stars } from './test-review'

let world: World
let hands: ReturnType<typeof reviewHands>
let operator: OperatorClient
let manager: StaffClient
beforeAll(async () => {
  world = await startWorld()
  hands = reviewHands(world)
  operator = await world.operator()
  manager = await world.staff('manager')
  await hands.policy(operator, { points: 5, rewardedPerDay: 10 })
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const stopped = ({ memberId }: MemberClient) =>
  ({ memberId, unit: 'points', reason: '核对', actor: 'operator:1' }) as const
const stop = (person: MemberClient) => inTransaction(world.db, (tx) => freeze(tx, stopped(person), world.clock.now()))
const letGo = (person: MemberClient) =>
  inTransaction(world.db, (tx) => unfreeze(tx, stopped(person), world.clock.now()))
const settle = () => settleAllOwed(world.platform, world.clock.now())

describe('a purchase that was given back', () => {
  test('whole takes the points back once, marks the review and keeps the words', async () => {
    const person = await world.member()
    const before = await hands.points(person)
    const { purchaseId, reviewId } = await hands.reviewed(person, stars(4, 4, 4), '还行')
    await hands.refund(purchaseId)
    await Promise.all([hands.heard(), hands.heard()])
    expect(await hands.points(person)).toBe(before)
    expect((await hands.mine(person, purchaseId)).review).toMatchObject({ points: 0, refunded: true, text: '还行' })
    expect((await person.send('review.change', hands.wish(purchaseId))).code).toBe('review_refunded')
    const { rows } = await operator.must('review.all', {})
    expect(rows.find((one) => one.reviewId === reviewId)).toMatchObject({ refunded: true })
  })

  test('in part keeps them; with the rest they go', async () => {
    const person = await world.member()
    const { purchaseId } = await hands.reviewed(person)
    await hands.refund(purchaseId, 1000)
    await hands.heard()
    expect((await hands.mine(person, purchaseId)).review).toMatchObject({ points: 5, refunded: false })
    await hands.refund(purchaseId, 2000)
    await hands.heard()
    expect((await hands.mine(person, purchaseId)).review).toMatchObject({ points: 0, refunded: true })
  })

  test('gives no room for another reward that day', async () => {
    const person = await world.member()
    await hands.policy(operator, { points: 5 })
    const { purchaseId } = await hands.reviewed(person)
    await hands.refund(purchaseId)
    await hands.heard()
    expect((await hands.reviewed(person)).points).toBe(0)
    await hands.policy(operator, { points: 5, rewardedPerDay: 10 })
  })
})

describe('an account that is stopped', () => {
  test('its points wait, and come once', async () => {
    const person = await world.member()
    const before = await hands.points(person)
    await stop(person)
    const { purchaseId, points, pointsWait } = await hands.reviewed(person)
    expect([points, pointsWait]).toEqual([0, true])
    await settle()
    expect((await hands.mine(person, purchaseId)).review).toMatchObject({ points: 0, pointsWait: true })
    await letGo(person)
    await Promise.all([settle(), settle()])
    expect((await hands.mine(person, purchaseId)).review).toMatchObject({ points: 5, pointsWait: false })
    expect(await hands.points(person)).toBe(before + 5)
  })

  test('a refund meanwhile: what was given is taken later, what waited never comes', async () => {
    const [given, waiting] = [await world.member(), await world.member()]
    const before = await Promise.all([given, waiting].map(hands.points))
    const first = await hands.reviewed(given)
    await stop(given)
    await stop(waiting)
    const second = await hands.reviewed(waiting)
    for (const { purchaseId } of [first, second]) await hands.refund(purchaseId)
    await hands.heard()
    await settle()
    expect((await hands.rows(first.purchaseId))[0]).toMatchObject({ owed: 'take', takenBack: false })
    expect((await hands.rows(second.purchaseId))[0]).toMatchObject({ owed: null, points: 0 })
    await letGo(given)
    await letGo(waiting)
    await Promise.all([settle(), settle()])
    expect(await Promise.all([given, waiting].map(hands.points))).toEqual(before)
  })
})

const toldOf = async ({ memberId }: MemberClient) =>
  (await world.db.manager.findBy(Messages, { memberId, topic: 'review.replied' })).map(({ words, page }) => [
    words,
    page,
  ])

test('a reply is told once, without its words', async () => {
  const person = await world.member()
  const { purchaseId, reviewId } = await hands.reviewed(person)
  await manager.must('review.reply', { reviewId, words: '谢谢' })
  await manager.must('review.reply', { reviewId, words: '谢谢你' })
  await hands.heard()
  const page = `account/purchase/index?purchaseId=${purchaseId}`
  expect(await toldOf(person)).toEqual([['梧桐路店回复了你的评价，点开看看', page]])
})

test('a task counts reviews, and none of what was given back', async () => {
  const tasks = taskHands(world)
  const taskId = await tasks.task(operator, { name: '说说味道', goal: goal('review') })
  const person = await world.member()
  const { purchaseId } = await hands.reviewed(person)
  await hands.heard()
  expect(await tasks.card(person, taskId)).toMatchObject({ state: 'claimable', goalWords: '写一次评价' })
  await hands.refund(purchaseId)
  await hands.heard()
  expect(await tasks.card(person, taskId)).toMatchObject({ state: 'doing', count: 0 })
})

test('who leaves takes their words along; nobody replies to them; as a new member the day’s reward does not come again', async () => {
  await hands.policy(operator, { points: 5 })
  const key = 'reviews-and-leaves'
  const person = await world.member(key)
  const { purchaseId, reviewId } = await hands.reviewed(person, stars(1, 1, 1), '我姓林，住三楼')
  const { sections } = await person.must('privacy.export', {})
  expect(sections.find(({ name }) => name === 'reviews')?.rows).toMatchObject([{ text: '我姓林，住三楼', points: 5 }])
  await person.must('privacy.leave', { confirmed: true })
  expect((await hands.rows(purchaseId))[0]).toMatchObject({ textSealed: null, reply: null, scores: stars(1, 1, 1) })
  expect(await hands.work(reviewId)).toEqual([])
  expect((await manager.send('review.reply', { reviewId, words: '在吗' })).code).toBe('review_author_left')
  await hands.refund(purchaseId)
  await hands.heard()
  expect((await hands.rows(purchaseId))[0]).toMatchObject({ takenBack: false, owed: null })
  const again = await world.member(key)
  expect((await hands.reviewed(again)).points).toBe(0)
  await hands.policy(operator, { points: 5, rewardedPerDay: 10 })
})

test('what was bought before coming with WeChat is reviewed by who goes on, and taken back from them', async () => {
  const [key, phone] = ['bought-before', '13612340078']
  await world.control('users', { key, phone })
  const storeId = world.shop.stores.wutong
  const asked = { storeId, phone, agreed: true, privacyVersion: PRIVACY_VERSION }
  const { visit } = await manager.must('counter.enrol', asked)
  const bill = { visitId: visit.id, amountFen: 3000, couponIds: [], payableSeenFen: 3000 }
  const opened = await manager.must('counter.openBill', bill)
  const paid = (await manager.must('counter.confirmBill', { billId: opened.bill.id })).bill
  const purchaseId = paid.purchaseId ?? ''
  const person = await world.member(key)
  expect((await hands.write(person, purchaseId)).code).toBe('not_found')
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
  expect((await person.must('review.waiting', {})).purchases.map((one) => one.purchaseId)).toEqual([purchaseId])
  expect(await hands.written(person, purchaseId)).toMatchObject({ points: 5 })
  await manager.must('counter.refund', { purchaseId, reason: '客人退货', what: { by: 'whole' } })
  await hands.heard()
  expect((await hands.mine(person, purchaseId)).review).toMatchObject({ points: 0, refunded: true })
})
