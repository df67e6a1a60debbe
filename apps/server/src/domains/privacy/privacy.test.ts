import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Members } from '#server/domains/member/entities'
import { Entries } from '#server/domains/points/entities'
import { checks } from '#server/checks'
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
