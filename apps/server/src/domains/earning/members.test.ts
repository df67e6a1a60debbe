import type { RuleSet } from '@huitou/shared/earning/rules'
import { defaultRules } from '#seeds/earning-rules'
import { Codes } from '#server/domains/channel/entities'
import { Members } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import { deliverEvents } from '#server/platform/events/deliver'
import { eventHandlers } from '#server/app'
import { jobs } from '#server/worker'
import type { MemberClient, OperatorClient } from '#test/people'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { birthdaysKeptOn } from './birthday'
import { Decisions } from './entities'
import { campaignNow, fixed, perYuan, rule, rulesFor, times } from './test-rules'

const DAY_MS = 86_400_000

let world: World
let op: OperatorClient
let rules: ReturnType<typeof rulesFor>
beforeAll(async () => {
  world = await startWorld()
  op = await world.operator('manager')
  rules = rulesFor(world, () => op)
})
afterAll(() => world.stop())

const earnedFor = (person: MemberClient, event: string) =>
  world.db.manager.findBy(Decisions, { memberId: person.memberId, event: event as 'visit', mode: 'live' })

const deliverAll = () => deliverEvents(world.db, eventHandlers, world.clock.now())

describe('what other rooms announce', () => {
  const reward = (event: 'joined' | 'profile' | 'visit' | 'checkin'): RuleSet => ({
    rules: [rule('r', [fixed(9)], { on: event, title: '奖励' })],
  })

  test('joining earns once a person', async () => {
    await rules.inForce(reward('joined'))
    const person = await world.member('joins-twice')
    await until(async () => (await earnedFor(person, 'joined')).length === 1)
    await person.must('privacy.leave', { confirmed: true })
    const again = await world.member('joins-twice')
    await deliverAll()
    expect(await earnedFor(again, 'joined')).toEqual([])
  })

  test('a profile that becomes complete earns once, however often it is emptied and filled', async () => {
    await rules.inForce(reward('profile'))
    const key = 'completes'
    await world.control('users', { key, phone: '13800002222' })
    const person = await world.member(key)
    await person.must('member.updateProfile', { nickname: '小雨', birthday: 19950614 })
    await deliverAll()
    expect(await earnedFor(person, 'profile')).toEqual([])
    await person.must('member.bindPhone', await world.control('phone-code', { key }))
    await until(async () => (await earnedFor(person, 'profile')).length === 1)
    await person.must('member.updateProfile', { nickname: null })
    await person.must('member.updateProfile', { nickname: '小雨' })
    await deliverAll()
    expect(await earnedFor(person, 'profile')).toHaveLength(1)
  })

  test('checking in at a store earns by its store', async () => {
    const inWutong = { fact: 'storeId', op: 'eq', value: world.shop.stores.wutong } as const
    await rules.inForce({ rules: [rule('r', [fixed(9)], { on: 'visit', if: inWutong })] })
    const person = await world.member()
    const store = { storeId: world.shop.stores.wutong, kind: 'store' as const }
    const { scene } = await world.db.manager.findOneByOrFail(Codes, store)
    await person.must('checkin.visitStore', { scene })
    await until(async () => (await earnedFor(person, 'visit')).length === 1)
    expect((await earnedFor(person, 'visit'))[0]?.points).toBe(9)
  })

  test('who has left meanwhile holds nothing up', async () => {
    const person = await world.member()
    await person.must('privacy.leave', { confirmed: true })
    const { problems } = await deliverAll()
    expect(problems).toEqual([])
  })
})

describe('birthdays', () => {
  const job = () => jobs.find((one) => one.name === 'earning.birthdays')
  const run = async () => {
    while (await job()?.run(world.platform, world.clock.now())) continue
  }
  const gift: RuleSet = { rules: [rule('birthday', [fixed(88)], { on: 'birthday' })] }
  const born = (person: MemberClient, birthday: number) =>
    world.db.manager.update(Members, { id: person.memberId }, { birthday })
  const mmdd = async (offset = 0) => {
    const { day } = await today(world.db.manager, new Date(world.clock.now().getTime() + offset * DAY_MS))
    return day % 10_000
  }

  test('are kept once a person and year, today and up to a week late, and not before', async () => {
    const [now, late, early, longAgo] = await Promise.all([
      world.member(),
      world.member(),
      world.member(),
      world.member(),
    ])
    await born(now, 19_900_000 + (await mmdd()))
    await born(late, 20_010_000 + (await mmdd(-7)))
    await born(early, 19_850_000 + (await mmdd(1)))
    await born(longAgo, 19_850_000 + (await mmdd(-9)))
    await run()
    expect(await earnedFor(now, 'birthday')).toEqual([])
    await rules.inForce(gift)
    world.clock.advance(DAY_MS)
    await world.db.manager.update(Members, { id: now.memberId }, { birthday: 19_900_000 + (await mmdd()) })
    await world.db.manager.update(Members, { id: early.memberId }, { birthday: 19_850_000 + (await mmdd(1)) })
    await Promise.all([run(), run()])
    await run()
    expect(await earnedFor(now, 'birthday')).toMatchObject([{ points: 88 }])
    expect(await earnedFor(early, 'birthday')).toEqual([])
    expect(await earnedFor(longAgo, 'birthday')).toEqual([])
    world.clock.advance(DAY_MS)
    await run()
    expect(await earnedFor(early, 'birthday')).toMatchObject([{ points: 88, facts: { isBirthday: true } }])
    expect(await earnedFor(now, 'birthday')).toHaveLength(1)
  })

  test('of 29 February are kept on the 28th in other years', () => {
    expect(birthdaysKeptOn(20_270_228)).toEqual(expect.arrayContaining([20_000_228, 20_000_229]))
    expect(birthdaysKeptOn(20_280_228)).not.toContain(20_000_229)
    expect(birthdaysKeptOn(20_280_229)).toContain(20_000_229)
    expect(birthdaysKeptOn(20_270_301)).not.toContain(20_000_229)
  })
})

describe('earning.guide', () => {
  test('tells the rules in force, sorted, in words made from them', async () => {
    await rules.inForce({
      ...defaultRules(),
      rules: [
        ...defaultRules().rules,
        rule('hot', [times(3000)], { campaign: 'nov', title: '双十一三倍' }),
        rule('over', [times(2000)], { when: { until: new Date(0).toISOString() } }),
        rule('review', [fixed(10)], { on: 'review' }),
        rule('visit', [fixed(5)], { on: 'visit' }),
      ],
      campaigns: [campaignNow(world)],
    })
    const person = await world.member()
    const guide = await person.must('earning.guide', {})
    const told = (id: string) => guide.groups.find((group) => group.id === id)?.rules.map((one) => one.words.zh)
    expect(told('spend')).toEqual([
      '每消费 1 元得 1 积分、1 成长值',
      '积分按会员等级加成',
      '生日当月，双倍积分',
      '会员日（每月 28 日），双倍积分',
      '首次消费，得 50 积分',
    ])
    expect(told('checkin')).toEqual(['到店签到得 5 积分'])
    expect(told('activity')).toEqual(['3 倍积分', '消费后评价得 10 积分'])
    expect(told('growth')).toEqual(['完善资料得 20 积分；每人限 1 次'])
    expect(guide.campaigns).toMatchObject([{ name: '双十一', organiser: '禾木烘焙', limits: '先到先得' }])
    expect(guide.expiry.zh).toContain('12 个月内有效')
    expect(guide.uses.length).toBeGreaterThan(0)
  })
})

describe('earning.explain', () => {
  test('own transactions only; refunds and what no rule decided are told too', async () => {
    await rules.inForce({ rules: [rule('base', [perYuan])] })
    op = await world.operator('manager')
    const [person, other] = [await world.member(), await world.member()]
    const sold = await rules.sale(person, { paidFen: 3_000 })
    await op.must('purchase.refund', {
      purchaseId: sold.purchase.id,
      refundKey: 'x',
      reason: '退货',
      what: { by: 'amount', amountFen: 1_000 },
    })
    const { rows } = await person.must('points.history', { filter: 'all' })
    const explain = async (at: number) => person.must('earning.explain', { txnId: rows[at]?.id ?? '' })
    expect((await explain(0)).lines.map((line) => line.zh)).toEqual([
      '退货（退款扣回）',
      '至今退了 10 元（共付 30 元），这次扣回 10',
    ])
    const earned = await explain(1)
    expect(earned).toMatchObject({
      points: 30,
      cuts: [],
      rules: [{ title: '规则 base', words: { zh: '每消费 1 元得 1 积分' } }],
    })
    expect(earned.expiry.zh).toMatch(/^\d{4}年\d+月\d+日到期$/)
    const gift = await explain(rows.length - 1)
    expect(gift).toMatchObject({ versionId: null, rules: [], lines: [{ zh: '入会见面礼（见面礼 v1）' }] })
    expect((await other.send('earning.explain', { txnId: rows[0]?.id ?? '' })).code).toBe('not_found')
  })
})
