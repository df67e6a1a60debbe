import { PROGRAMME_DEFAULTS } from '@huitou/shared/referral/schema'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { enrol } from '#server/domains/joining/enrol'
import { keepPhone } from '#server/domains/member/keep-phone'
import { takeOverEnrolled } from '#server/domains/merging/take-over'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Invitations, Referrals, Touches } from './entities'
import { referralJobs } from './jobs'
import { referralHands, type Phone } from './test-referral'

const DAY_MS = 86_400_000

let world: World
let op: OperatorClient
let hands: ReturnType<typeof referralHands>
beforeAll(async () => {
  world = await startWorld({ PROXIES: 1 })
  hands = referralHands(world)
  op = await world.operator('manager')
  // Everybody joins within a second here: how many that are is looked at where it is asked.
  await hands.open(op, { review: { ...PROGRAMME_DEFAULTS.review, burstHold: 1000 } })
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const phoneNo = (nth: number) => ({ device: `phone-${String(nth).padStart(20, '0')}`, address: `10.1.${nth}.7` })
let phones = 0
const fresh = () => phoneNo((phones += 1))

async function host(device?: string) {
  const person = await world.member()
  return { person, scene: await hands.sceneOf(person, device) }
}

/** Invents friends who join one after the other, and buy at once. */
async function farm(scene: string, friends: number, phoneOf: (nth: number) => Phone) {
  const people: MemberClient[] = []
  for (let nth = 0; nth < friends; nth += 1) {
    const friend = await hands.friend(scene, phoneOf(nth))
    await hands.heard()
    await hands.buy(op, friend, 2000)
    people.push(friend)
  }
  await hands.heard()
  return people
}

async function outcomesOf({ memberId }: MemberClient) {
  const rows = await world.db.manager.findBy(Referrals, { inviterId: memberId })
  const count = (state: string) => rows.filter((row) => row.state === state).length
  return { qualified: count('qualified'), held: count('held'), blocked: count('blocked') }
}

test('thirty invented friends on one phone: one passes, two wait for a person, nothing for the others', async () => {
  const { person, scene } = await host()
  const { device } = fresh()
  const people = await farm(scene, 30, (nth) => ({ device, address: `10.9.0.${nth}` }))
  expect(await outcomesOf(person)).toEqual({ qualified: 1, held: 2, blocked: 27 })
  expect((await hands.row(people[29] as MemberClient))?.reasons).toEqual(['device_many'])
  const [{ totals }, friends] = [await person.must('referral.mine', {}), await person.must('referral.friends', {})]
  expect(totals).toMatchObject({ joined: 30, qualified: 1, points: 100 })
  expect(friends.rows[0]).toMatchObject({
    state: 'blocked',
    words: '没通过：好几位朋友用的是同一部手机',
    mayAppeal: true,
  })
  const { rows } = await op.must('referral.reviews', {})
  expect(rows.filter(({ inviterId }) => inviterId === person.memberId)).toMatchObject([
    { state: 'held', evidence: { device: 30, address: 1, inviterDevice: false } },
    { state: 'held' },
  ])
})

test('from one network with a fresh phone each: five pass, the next wait', async () => {
  const { person, scene } = await host()
  await farm(scene, 8, () => ({ ...fresh(), address: '10.8.8.8' }))
  expect(await outcomesOf(person)).toEqual({ qualified: 5, held: 3, blocked: 0 })
})

test('many within minutes wait for a person', async () => {
  await hands.open(op, { review: PROGRAMME_DEFAULTS.review })
  const { person, scene } = await host()
  const people = await farm(scene, 7, fresh)
  expect(await outcomesOf(person)).toEqual({ qualified: 5, held: 2, blocked: 0 })
  expect((await hands.row(people[6] as MemberClient))?.reasons).toEqual(['burst'])
  await hands.open(op, { review: { ...PROGRAMME_DEFAULTS.review, burstHold: 1000 } })
})

test('oneself: the same account counts for nothing, a second one on the same phone waits for a person', async () => {
  const phone = fresh()
  const { person, scene } = await host(phone.device)
  expect((await hands.touch(person, scene, phone)).body).toEqual({ counts: false })
  const second = await hands.friend(scene, phone)
  await hands.heard()
  const before = await hands.points(person)
  await hands.buy(op, second, 2000)
  await hands.heard()
  expect(await hands.row(second)).toMatchObject({ state: 'held', reasons: ['inviter_device'] })
  expect(await hands.points(person)).toBe(before)
})

test('a second account with the inviter’s former number gets nothing; with another member’s it waits', async () => {
  const phone = '13900007777'
  const number = (one: MemberClient) =>
    inTransaction(world.db, (tx) => keepPhone(tx, world.platform.vault, one.memberId, phone, world.clock.now()))
  const { person, scene } = await host()
  await number(person)
  await person.must('member.forgetPhone', {})
  const second = await hands.friend(scene, fresh())
  await number(second)
  await hands.heard()
  await hands.buy(op, second, 2000)
  await hands.heard()
  expect(await hands.row(second)).toMatchObject({ state: 'blocked', reasons: ['inviter_phone'] })
  await second.must('member.forgetPhone', {})
  const third = await hands.friend(scene, fresh())
  await number(third)
  await hands.heard()
  await hands.buy(op, third, 2000)
  await hands.heard()
  expect(await hands.row(third)).toMatchObject({ state: 'held', reasons: ['known_phone'] })
})

test('a friend of whom WeChat is doubtful waits for a person', async () => {
  const { scene } = await host()
  const key = `doubtful-${scene.slice(2)}`
  await world.control('users', { key })
  await world.control('risk', { key, rank: 3 })
  const friend = await hands.friend(scene, fresh(), key)
  await hands.heard()
  await hands.buy(op, friend, 2000)
  await hands.heard()
  expect(await hands.row(friend)).toMatchObject({ state: 'held', reasons: ['risky'], riskRank: 3 })
})

test('in a circle nobody is bound: who invited is a member already', async () => {
  const one = await host()
  const friend = await hands.friend(one.scene, fresh())
  await hands.heard()
  const back = await hands.sceneOf(friend)
  expect((await hands.touch(one.person, back, fresh())).body).toEqual({ counts: false })
  await one.person.must('privacy.leave', { confirmed: true })
  expect(await world.db.manager.existsBy(Invitations, { memberId: one.person.memberId })).toBe(false)
  expect(await world.db.manager.countBy(Referrals, { inviterId: friend.memberId })).toBe(0)
})

test('leaving and coming back brings nothing twice: the friend is no new one, a milestone comes once for a person', async () => {
  await hands.open(op, { milestones: [{ friends: 2, points: 40, templateId: null }] })
  const key = `farmer-${Date.now()}`
  const farmer = await world.member(key)
  const scene = await hands.sceneOf(farmer)
  const friendKey = `friend-${Date.now()}`
  const friend = await hands.friend(scene, fresh(), friendKey)
  await farm(scene, 1, fresh)
  await hands.buy(op, friend, 2000)
  await hands.heard()
  expect((await farmer.must('referral.mine', {})).totals).toMatchObject({ qualified: 2, points: 240 })
  await friend.must('privacy.leave', { confirmed: true })
  const again = await world.visitor(friendKey)
  expect((await hands.touch(again, scene, fresh())).body).toEqual({ counts: false })
  expect((await again.must('referral.invitation', { scene })).why?.code).toBe('returning')
  const back = await hands.join(again)
  await hands.buy(op, back, 2000)
  await hands.heard()
  expect(await hands.row(back)).toBeNull()
  const friends = await farmer.must('referral.friends', {})
  expect(friends.rows.map(({ name }) => name)).toContain('已退会的朋友')
  const shared = await farmer.must('privacy.export', {})
  expect(shared.sections.find(({ name }) => name === 'referrals')?.rows).toHaveLength(2)
  await farmer.must('privacy.leave', { confirmed: true })
  const reborn = await world.member(key)
  await farm(await hands.sceneOf(reborn), 2, fresh)
  expect((await reborn.must('referral.mine', {})).totals).toMatchObject({ qualified: 2, points: 200 })
  expect((await world.visitor().then((one) => one.send('referral.touch', { scene }))).code).toBe('not_found')
  await hands.open(op, { milestones: [] })
})

test('who was enrolled at a counter before is no new customer, whenever that comes to light', async () => {
  const { vault } = world.platform
  const phone = '13900006666'
  const enrolled = { phone, nickname: null, agreed: true, privacyVersion: PRIVACY_VERSION, staffId: '1' }
  await inTransaction(world.db, (tx) => enrol(tx, vault, { ...enrolled, now: world.clock.now() }))
  const { person, scene } = await host()
  const friend = await hands.friend(scene, fresh())
  await hands.heard()
  const before = await hands.points(person)
  await hands.buy(op, friend, 2000)
  await hands.heard()
  expect(await hands.points(person)).toBe(before + 100)
  const { memberId } = friend
  await inTransaction(world.db, (tx) => takeOverEnrolled(tx, vault, { memberId, phone, now: world.clock.now() }))
  await hands.heard()
  expect(await hands.row(friend)).toMatchObject({ state: 'blocked', reasons: ['known_before'] })
  expect(await hands.points(person)).toBe(before)
})

describe('a person decides', () => {
  async function held() {
    const phone = fresh()
    const { person, scene } = await host(phone.device)
    const friend = await hands.friend(scene, phone)
    await hands.heard()
    const purchaseId = await hands.buy(op, friend, 2000)
    await hands.heard()
    return { person, friend, purchaseId, referralId: (await hands.row(friend))?.id ?? '' }
  }

  test('referral.decide: lets it pass, and both get theirs at once, once', async () => {
    const { person, referralId, friend } = await held()
    const before = await hands.points(person)
    const wish = { referralId, pass: true, reason: '店里认识，是一家人' }
    const key = '0123456789abcdef-pass'
    const { referral } = await op.must('referral.decide', wish, key)
    expect(referral).toMatchObject({ state: 'qualified', decision: 'pass', decidedWhy: '店里认识，是一家人' })
    expect(await op.must('referral.decide', wish, key)).toMatchObject({ referral: { state: 'qualified' } })
    expect((await op.send('referral.decide', wish)).code).toBe('nothing_to_decide')
    expect(await hands.points(person)).toBe(before + 100)
    expect((await (await world.operator('viewer')).send('referral.decide', wish)).code).toBe('not_allowed')
    expect((await friend.send('referral.appeal', { referralId, words: '是真的' })).code).toBe('not_found')
    expect((await person.send('referral.appeal', { referralId, words: '是真的' })).code).toBe('nothing_to_appeal')
  })

  test('referral.appeal: what did not pass is looked at again, once', async () => {
    const { person, referralId } = await held()
    await op.must('referral.decide', { referralId, pass: false, reason: '联系不上朋友' })
    const friends = await person.must('referral.friends', {})
    expect(friends.rows[0]).toMatchObject({ state: 'blocked', words: '没通过：联系不上朋友', mayAppeal: true })
    const appeal = { referralId, words: '是我妹妹，用我的旧手机' }
    expect((await person.must('referral.appeal', appeal)).friend).toMatchObject({ state: 'held', appealed: true })
    expect((await person.send('referral.appeal', appeal)).code).toBe('appealed_before')
    const { rows } = await op.must('referral.list', { inviterId: person.memberId })
    const earlier = { decision: 'block', decidedWhy: '联系不上朋友' }
    expect(rows).toMatchObject([{ state: 'held', appeal: appeal.words, ...earlier }])
    await op.must('referral.decide', { referralId, pass: false, reason: '看过了，还是不算' })
    expect((await person.send('referral.appeal', appeal)).code).toBe('appealed_before')
  })

  test('what is refunded while somebody looks is not paid when they let it pass', async () => {
    const { person, referralId, purchaseId } = await held()
    const before = await hands.points(person)
    await hands.refund(op, purchaseId)
    await hands.heard()
    const { referral } = await op.must('referral.decide', { referralId, pass: true, reason: '好' })
    expect(referral.state).toBe('joined')
    expect(await hands.points(person)).toBe(before)
  })

  test('what a person blocked waits for a person once appealed, whatever is refunded, bought or opened elsewhere', async () => {
    const { person, friend, purchaseId, referralId } = await held()
    const before = await hands.points(person)
    await op.must('referral.decide', { referralId, pass: false, reason: '同一个人' })
    await person.must('referral.appeal', { referralId, words: '真的是朋友' })
    await hands.sceneOf(person, fresh().device)
    await hands.refund(op, purchaseId)
    await hands.heard()
    expect(await hands.state(friend)).toBe('held')
    await hands.buy(op, friend, 2000)
    await hands.heard()
    expect(await hands.row(friend)).toMatchObject({ state: 'held', decision: 'block', reasons: ['inviter_device'] })
    expect(await hands.points(person)).toBe(before)
    await op.must('referral.decide', { referralId, pass: false, reason: '还是同一个人' })
    expect(await hands.state(friend)).toBe('blocked')
  })

  test('a phone that was seen stays seen: by opening on another, and by saying nothing of it', async () => {
    const phone = fresh()
    const { person, scene } = await host(phone.device)
    await hands.sceneOf(person, fresh().device)
    const visitor = await world.visitor()
    await hands.touch(visitor, scene, phone)
    await hands.touch(visitor, scene, { address: phone.address })
    const friend = await hands.join(visitor)
    await hands.heard()
    await hands.buy(op, friend, 2000)
    await hands.heard()
    expect(await hands.row(friend)).toMatchObject({ state: 'held', reasons: ['inviter_device'] })
  })
})

test('how people came is forgotten: touches after 90 days, phones and networks after 180', async () => {
  const { person, scene } = await host(fresh().device)
  const friend = await hands.friend(scene, fresh())
  await hands.touch(await world.visitor(), scene, fresh())
  await hands.heard()
  const forget = async (days: number) => {
    const now = new Date(world.clock.now().getTime() + days * DAY_MS)
    for (const job of referralJobs) while (await job.run(world.platform, now));
  }
  await forget(91)
  expect(await world.db.manager.count(Touches)).toBe(0)
  expect((await hands.row(friend))?.addressHash).not.toBeNull()
  await forget(181)
  expect(await hands.row(friend)).toMatchObject({ deviceHash: null, addressHash: null })
  expect((await world.db.manager.findOneByOrFail(Invitations, { memberId: person.memberId })).deviceHash).toBeNull()
})
