import { PROGRAMME_DEFAULTS } from '@huitou/shared/referral/schema'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { openTemplate } from '#server/domains/coupon/test-templates'
import { Events } from '#server/platform/events/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Invitations, Touches } from './entities'
import { referralHands } from './test-referral'

const DAY_MS = 86_400_000

let world: World
let op: OperatorClient
let hands: ReturnType<typeof referralHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = referralHands(world)
})
beforeEach(async () => {
  op = await world.operator('manager')
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const announced = async (name: string, referralId: string) =>
  (await world.db.manager.findBy(Events, { name })).filter(({ data }) => data['referralId'] === referralId)

async function inviter(): Promise<{ host: MemberClient; scene: string }> {
  const host = await world.member()
  return { host, scene: await hands.sceneOf(host) }
}

test('off until an operator publishes (P8)', async () => {
  const member = await world.member()
  expect(await member.must('referral.offer', {})).toEqual({ on: false, words: '' })
  expect(await member.must('referral.mine', {})).toMatchObject({ on: false, scene: null, rules: [], milestones: [] })
  expect((await member.call('referral.start', {})).code).toBe('referral_off')
  expect((await member.send('referral.poster', {})).code).toBe('referral_off')
  expect((await op.send('referral.publish', {})).code).toBe('referral_no_draft')
  expect((await op.send('referral.pause', {})).code).toBe('referral_off')
  expect(await op.must('referral.programme', {})).toEqual({ draft: null, inForce: null, pausedAt: null })
})

test('referral.saveProgramme and publish: a draft with its faults, then a version that holds for who joins from then on', async () => {
  const empty = { points: 0, templateId: null }
  const { draft } = await op.must('referral.saveProgramme', { body: { inviter: empty } })
  expect(draft).toMatchObject({ ...PROGRAMME_DEFAULTS, inviter: empty, faults: ['还没填邀请人得什么'] })
  expect((await op.send('referral.publish', {})).code).toBe('referral_not_ready')
  const first = await hands.open(op, { inviter: { points: 100, templateId: null } })
  expect(first).toMatchObject({ version: expect.any(Number) as number, withinDays: 30 })
  const { scene } = await inviter()
  const early = await hands.friend(scene)
  await hands.heard()
  const second = await hands.open(op, { inviter: { points: 7, templateId: null } })
  expect(second?.version).toBe((first?.version ?? 0) + 1)
  const late = await hands.friend(scene)
  for (const person of [early, late]) await hands.buy(op, person, 2000)
  await hands.heard()
  expect((await hands.rewards(early)).map(({ points }) => points)).toEqual([100, 50])
  expect((await hands.rewards(late)).map(({ points }) => points)).toEqual([7, 50])
  const viewer = await world.operator('viewer')
  expect((await viewer.must('referral.programme', {})).inForce?.version).toBe(second?.version)
  expect((await viewer.send('referral.publish', {})).code).toBe('not_allowed')
  await hands.open(op, { inviter: { points: 100, templateId: null } })
})

test('referral.start: one scene for ever, also for ten at once', async () => {
  const host = await world.member()
  const all = await Promise.all(Array.from({ length: 10 }, () => host.must('referral.start', {})))
  const scenes = new Set(all.map(({ scene }) => scene))
  expect(scenes.size).toBe(1)
  expect([...scenes][0]).toMatch(/^i:[\w-]{22}$/)
  expect(await world.db.manager.countBy(Invitations, { memberId: host.memberId })).toBe(1)
})

test('referral.poster: the code of the invitation as WeChat draws it', async () => {
  const { host, scene } = await inviter()
  const poster = await host.must('referral.poster', {})
  expect(poster).toMatchObject({ scene, brand: '禾木烘焙', words: '第一次来，得 50 积分' })
  expect(poster.image).toMatch(/^data:image\/(png|jpeg);base64,/)
})

test('referral.invitation: who invites, masked, what it is worth, and why it does not count', async () => {
  const { host, scene } = await inviter()
  const visitor = await world.visitor()
  const shown = await visitor.must('referral.invitation', { scene })
  expect(shown).toMatchObject({ brand: '禾木烘焙', friend: { points: 50, words: '50 积分' }, why: null, next: null })
  expect(shown.inviter).toMatch(/^会员\d{4}$/)
  expect((await host.must('referral.invitation', { scene })).why?.code).toBe('self')
  expect((await (await world.member()).must('referral.invitation', { scene })).why?.code).toBe('already_member')
  const other = await inviter()
  await hands.touch(visitor, other.scene)
  expect((await visitor.must('referral.invitation', { scene })).why?.code).toBe('other_inviter')
  expect((await visitor.send('referral.invitation', { scene: 'i:nobody' })).code).toBe('not_found')
  const friend = await hands.friend(scene)
  await hands.heard()
  expect((await friend.must('referral.invitation', { scene })).next).toMatch(/前有一笔消费满 10 元.*就得 50 积分$/)
})

describe('binding', () => {
  test('a touch, then joining: one referral with its deadline, and the touch is gone', async () => {
    const { host, scene } = await inviter()
    const friend = await hands.friend(scene)
    await hands.heard()
    const row = await hands.row(friend)
    expect(row).toMatchObject({ inviterId: host.memberId, state: 'joined', round: 0 })
    expect(Number(row?.deadline) - Number(row?.joinedAt)).toBe(30 * DAY_MS)
    expect(await announced('referral.joined', row?.id ?? '')).toMatchObject([
      { data: { inviterId: host.memberId, inviteeId: friend.memberId } },
    ])
    expect(await world.db.manager.existsBy(Touches, { person: row?.inviteePerson ?? '' })).toBe(false)
    const mine = await host.must('referral.mine', {})
    expect(mine.totals).toEqual({ joined: 1, qualified: 0, points: 0, coupons: 0 })
    expect((await host.must('referral.friends', {})).rows).toMatchObject([
      { state: 'joined', words: '已加入，等朋友有一笔消费满 10 元，或到店用掉一张券', mayAppeal: false },
    ])
  })

  test('two inviters who race bind one; the first touch stays (R30)', async () => {
    const [one, two] = [await inviter(), await inviter()]
    const visitor = await world.visitor()
    const raced = await Promise.all([one, two, one, two].map(({ scene }) => hands.touch(visitor, scene)))
    expect(raced.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const friend = await hands.join(visitor)
    await hands.heard()
    const row = await hands.row(friend)
    expect([one.host.memberId, two.host.memberId]).toContain(row?.inviterId)
    const other = row?.inviterId === one.host.memberId ? two : one
    expect((await hands.touch(friend, other.scene)).body).toEqual({ counts: false })
    expect((await hands.row(friend))?.inviterId).toBe(row?.inviterId)
  })

  test('after the window nobody is bound; under protection a later inviter takes over', async () => {
    const [one, two] = [await inviter(), await inviter()]
    const visitor = await world.visitor()
    await hands.touch(visitor, one.scene)
    world.clock.advance(31 * DAY_MS)
    await visitor.relogin()
    const late = await hands.join(visitor)
    op = await world.operator('manager')
    await hands.open(op, { override: 'protected_days', protectedDays: 5 })
    const next = await world.visitor()
    expect((await hands.touch(next, one.scene)).body).toEqual({ counts: true })
    expect((await hands.touch(next, two.scene)).body).toEqual({ counts: false })
    world.clock.advance(5 * DAY_MS)
    await next.relogin()
    expect((await hands.touch(next, two.scene)).body).toEqual({ counts: true })
    const bound = await hands.join(next)
    await hands.heard()
    expect(await hands.row(late)).toBeNull()
    expect((await hands.row(bound))?.inviterId).toBe(two.host.memberId)
    op = await world.operator('manager')
    await hands.open(op, { override: 'first_touch' })
  })

  test('paused: nobody new is bound, who was bound gets what was promised', async () => {
    const { host, scene } = await inviter()
    const bound = await hands.friend(scene)
    await hands.heard()
    expect((await op.must('referral.pause', {})).inForce).toBeNull()
    const visitor = await world.visitor()
    expect((await hands.touch(visitor, scene)).body).toEqual({ counts: false })
    expect((await visitor.must('referral.invitation', { scene })).why?.code).toBe('off')
    const unbound = await hands.join(visitor)
    expect(await host.must('referral.mine', {})).toMatchObject({ on: false, scene })
    await hands.buy(op, bound, 2000)
    await hands.heard()
    expect(await hands.row(unbound)).toBeNull()
    expect(await hands.state(bound)).toBe('qualified')
    expect((await op.must('referral.publish', {})).inForce).not.toBeNull()
  })
})

describe('qualifying', () => {
  test('the friend buys: both get theirs within seconds, once; opening and joining gave nothing', async () => {
    const { host, scene } = await inviter()
    const friend = await hands.friend(scene)
    await hands.heard()
    const before = [await hands.points(host), await hands.points(friend)]
    await hands.buy(op, friend, 999)
    await hands.heard()
    expect(await hands.state(friend)).toBe('joined')
    await hands.buy(op, friend, 1000)
    await hands.buy(op, friend, 3000)
    await hands.heard()
    const row = await hands.row(friend)
    expect(row).toMatchObject({ state: 'qualified', round: 1, capped: false })
    expect(await hands.rewards(friend)).toMatchObject([
      { side: 'inviter', memberId: host.memberId, points: 100, cut: null, takenAt: null },
      { side: 'invitee', memberId: friend.memberId, points: 50, cut: null, takenAt: null },
    ])
    expect(await hands.points(host)).toBe((before[0] ?? 0) + 100)
    expect(await announced('referral.qualified', row?.id ?? '')).toMatchObject([
      { data: { inviterPoints: 100, inviteePoints: 50, cut: null } },
    ])
    const [{ totals }, friends] = [await host.must('referral.mine', {}), await host.must('referral.friends', {})]
    expect(totals).toMatchObject({ qualified: 1, points: 100 })
    expect(friends.rows).toMatchObject([{ words: '已达成，奖励已到账', until: null }])
  })

  test('two actions at once: one reward', async () => {
    const { host, scene } = await inviter()
    const friends = await Promise.all(Array.from({ length: 4 }, () => hands.friend(scene)))
    await hands.heard()
    const before = await hands.points(host)
    await Promise.all(friends.flatMap((one) => [hands.buy(op, one, 2000), hands.buy(op, one, 2000)]))
    await hands.heard()
    expect(await hands.points(host)).toBe(before + 400)
    for (const one of friends) expect(await hands.rewards(one)).toHaveLength(2)
  })

  test('what happened in time counts, however late it is told', async () => {
    const { scene } = await inviter()
    const friend = await hands.friend(scene)
    await hands.heard()
    const inTime = new Date(world.clock.now().getTime() + 29.5 * DAY_MS)
    world.clock.advance(31 * DAY_MS)
    op = await world.operator('manager')
    await hands.buy(op, friend, 2000)
    await hands.heard()
    expect(await hands.state(friend)).toBe('joined')
    await hands.buy(op, friend, 2000, inTime)
    await hands.heard()
    expect(await hands.row(friend)).toMatchObject({ state: 'qualified', qualifiedAt: inTime })
  })

  test('coupons for both and for a milestone; where none is left the points come all the same', async () => {
    const template = await openTemplate(op, { channel: 'internal', stockTotal: 3, validDays: 14 })
    const gift = { points: 10, templateId: template.id }
    const milestones = [{ friends: 2, points: 5, templateId: null }]
    await hands.open(op, { inviter: gift, invitee: gift, milestones })
    const { host, scene } = await inviter()
    const friends = [await hands.friend(scene), await hands.friend(scene)]
    for (const one of friends) {
      await hands.buy(op, one, 2000)
      await hands.heard()
    }
    const given = (await Promise.all(friends.map((one) => hands.rewards(one)))).flat()
    expect(given.filter(({ couponId }) => couponId !== null)).toHaveLength(3)
    expect(given.filter(({ cut }) => cut === 'sold_out')).toMatchObject([{ points: 10 }])
    expect(await world.db.manager.countBy(Coupons, { templateId: template.id, source: 'referral' })).toBe(3)
    expect((await world.db.manager.findOneByOrFail(Templates, { id: template.id })).stockLeft).toBe(0)
    expect(await host.must('referral.mine', {})).toMatchObject({
      totals: { qualified: 2, points: 25, coupons: 2 },
      milestones: [{ friends: 2, words: '5 积分', reached: true }],
      next: null,
    })
    await hands.open(op, {
      inviter: { points: 100, templateId: null },
      invitee: { points: 50, templateId: null },
      milestones: [],
    })
  })

  test('beyond the caps the inviter gets nothing and is told why; the friend gets theirs', async () => {
    await hands.open(op, { dayCap: 1, monthCap: 1 })
    const { host, scene } = await inviter()
    const friends = [await hands.friend(scene), await hands.friend(scene)]
    for (const one of friends) {
      await hands.buy(op, one, 2000)
      await hands.heard()
    }
    expect(await hands.rewards(friends[1] as MemberClient)).toMatchObject([
      { side: 'inviter', points: 0, cut: 'day_cap' },
      { side: 'invitee', points: 50, cut: null },
    ])
    const shown = await host.must('referral.friends', {})
    expect(shown.rows[0]?.words).toBe('已达成，当天的奖励名额满了，这次没有奖励')
    await hands.open(op, { dayCap: 100, monthCap: 1000 })
  })
})

test('referral.ranking and setRanking: this month, masked, without who steps out', async () => {
  await hands.open(op, { ranking: true })
  const { host, scene } = await inviter()
  for (let nth = 0; nth < 5; nth += 1) await hands.buy(op, await hands.friend(scene), 2000)
  await hands.heard()
  const { rows } = await host.must('referral.ranking', {})
  expect(rows.find(({ isYou }) => isYou)).toMatchObject({ rank: 1, friends: 5 })
  for (const { name } of rows) expect(name).toMatch(/^会员\d{4}$|^.\*\*$/)
  expect(await host.must('referral.setRanking', { shown: false })).toEqual({ shown: false })
  expect((await host.must('referral.ranking', {})).rows.some(({ isYou }) => isYou)).toBe(false)
  await hands.open(op, { ranking: false })
  expect((await host.must('referral.ranking', {})).rows).toEqual([])
})

test('referral.figures and list: what it brought and its share of new members (S-217)', async () => {
  const { host, scene } = await inviter()
  await hands.touch(await world.visitor(), scene)
  const friend = await hands.friend(scene)
  await hands.buy(op, friend, 2000)
  await hands.heard()
  const figures = await op.must('referral.figures', { from: 20_260_101, until: 20_991_231 })
  expect(figures.invited).toBeGreaterThan(figures.joined)
  expect(figures.joined).toBe(
    figures.qualified +
      figures.held +
      figures.blocked +
      figures.reversed +
      (await world.db.manager
        .query<{ n: number }[]>("SELECT COUNT(*) AS n FROM referral WHERE state = 'joined'")
        .then(([row]) => Number(row?.n))),
  )
  expect(figures.sharePermille).toBe(Math.floor((figures.joined * 1000) / figures.newMembers))
  expect(figures.points).toBeGreaterThan(0)
  const { rows } = await op.must('referral.list', { inviterId: host.memberId, state: 'qualified' })
  expect(rows).toMatchObject([{ inviteeId: friend.memberId, state: 'qualified', reasons: [] }])
})
