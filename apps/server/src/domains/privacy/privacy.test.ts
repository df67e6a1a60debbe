import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Members } from '#server/domains/member/entities'
import { Accounts, Entries } from '#server/domains/points/entities'
import { post } from '#server/domains/points/post'
import { checks } from '#server/checks'
import { Commands } from '#server/platform/http/commands'
import { inTransaction } from '#server/platform/db/tx'
import { runChecks } from '#server/platform/selfcheck/check'
import { startWorld, type World } from '#test/world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('privacy.notice is open to everybody', async () => {
  const notice = await world.client().must('privacy.notice', {})
  expect(notice.version).toBe(PRIVACY_VERSION)
  expect(notice.sections.length).toBeGreaterThan(4)
})

test('privacy.export holds what is kept about oneself, and nothing of others', async () => {
  const [person, other] = [await world.member(), await world.member()]
  await person.must('member.updateProfile', { nickname: '林小满' })
  await other.must('member.updateProfile', { nickname: '别人' })
  await person.must('checkin.checkIn', {})
  const { sections } = await person.must('privacy.export', {})
  const rows = Object.fromEntries(sections.map((section) => [section.name, section.rows.length]))
  expect(rows).toMatchObject({ profile: 1, consents: 1, points: 2, checkins: 1, coupons: 1 })
  expect(JSON.stringify(sections)).toContain('林小满')
  expect(JSON.stringify(sections)).not.toContain('别人')
})

describe('privacy.leave', () => {
  test('deletes what is personal, ends points and coupons, and the books still balance', async () => {
    const key = 'leaver'
    const person = await world.member(key)
    await person.must('member.updateProfile', { nickname: '要走的人' })
    await world.setBalance(person, 120)
    expect((await person.send('privacy.leave', { confirmed: false })).code).toBe('leave_unconfirmed')
    expect(await person.must('privacy.leave', { confirmed: true })).toMatchObject({ pointsGivenUp: 120 })
    expect((await person.send('member.me', {})).code).toBe('login_needed')
    const row = await world.db.manager.findOneByOrFail(Members, { id: person.memberId })
    expect(row).toMatchObject({ userId: null, nickname: null, phoneSealed: null, birthday: null })
    expect(await world.db.manager.count(Entries)).toBeGreaterThan(0)
    const found = await runChecks(world.db.manager, checks, world.clock.now())
    expect(found.filter((one) => one.violations.length > 0)).toEqual([])
    const again = await world.member(key)
    expect(again.memberId).not.toBe(person.memberId)
    expect((await again.must('points.balance', {})).available).toBe(0)
    expect((await again.must('coupon.list', { tab: 'unused' })).rows).toEqual([])
  })

  test('ends what is set aside and what is on its way as well', async () => {
    const person = await world.member()
    const now = world.clock.now()
    const later = new Date(now.getTime() + 86_400_000)
    const common = (sourceKey: string) => ({
      ...({ memberId: person.memberId, unit: 'points', reason: '测试', source: '测试', actor: 'system' } as const),
      sourceKey: `${sourceKey}:${person.memberId}`,
    })
    await inTransaction(world.db, (tx) =>
      post(
        tx,
        [
          { ...common('hold'), kind: 'hold', points: 30, endsAt: later },
          { ...common('coming'), kind: 'earn', points: 40, expiresAt: null, lotSource: 'test', activatesAt: later },
        ],
        now,
      ),
    )
    expect(await person.must('points.balance', {})).toMatchObject({ available: 20, held: 30, pending: 40 })
    expect(await person.must('privacy.leave', { confirmed: true })).toMatchObject({ pointsGivenUp: 50 })
    const account = await world.db.manager.findOneByOrFail(Accounts, { memberId: person.memberId, unit: 'points' })
    expect(account).toMatchObject({ available: 0, held: 0, pending: 0, debt: 0 })
    const found = await runChecks(world.db.manager, checks, now)
    expect(found.filter((one) => one.violations.length > 0)).toEqual([])
  })

  test('the same key again tells the same, and leaves once', async () => {
    const person = await world.member()
    const key = 'leaving-key-0123456789'
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => person.send('privacy.leave', { confirmed: true }, key)),
    )
    expect(answers.some((answer) => answer.status === 200)).toBe(true)
    expect(await world.db.manager.countBy(Members, { id: person.memberId, userId: person.userId })).toBe(0)
  })
})

test('leaving and joining again gives no second coupon, exchange or day', async () => {
  const key = 'comes-and-goes'
  const templateId = world.shop.templates.flash
  const first = await world.member(key)
  await first.must('coupon.claim', { templateId })
  await first.must('checkin.checkIn', {})
  await first.must('member.updateProfile', { nickname: '来来去去' })
  await first.must('privacy.leave', { confirmed: true })
  const kept = await world.db.manager.findBy(Commands, { actor: `user:${first.userId}`, name: 'member.updateProfile' })
  expect(kept.map((row) => row.answer)).toEqual([null])

  const again = await world.member(key)
  expect((await again.send('coupon.claim', { templateId })).code).toBe('coupon_limit')
  const { offers } = await again.must('coupon.centre', {})
  expect(offers.find((offer) => offer.templateId === templateId)?.state).toBe('taken')
  expect((await again.send('checkin.checkIn', {})).code).toBe('already_done')
  world.clock.advance(86_400_000)
  await again.relogin()
  expect((await again.send('checkin.checkIn', {})).status).toBe(200)
})

test('logins and joins beside a leaving one end with a person who can go on', async () => {
  for (let round = 0; round < 8; round += 1) {
    const key = `busy-leaver-${round}`
    const person = await world.member(key)
    const codes = await Promise.all(Array.from({ length: 4 }, () => world.loginCode(key)))
    await Promise.all([
      person.send('privacy.leave', { confirmed: true }),
      ...codes.map((code) => world.client().call('session.login', { code })),
    ])
    const back = await world.visitor(key)
    expect((await back.send('member.me', {})).status).toBe(200)
    const orphans = await world.db.query<object[]>(
      'SELECT s.id FROM session s LEFT JOIN wechat_user u ON u.id = s.user_id WHERE s.ended_at IS NULL AND u.id IS NULL',
    )
    expect(orphans).toEqual([])
  }
})
