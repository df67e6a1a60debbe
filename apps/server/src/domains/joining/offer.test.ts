import { templateOf } from '#seeds/shop'
import { Codes, Given, Touches } from '#server/domains/channel/entities'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { Members } from '#server/domains/member/entities'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { makeBatches } from '#server/domains/channel/batch/make'
import { startWorld, type World } from '#test/world'

let world: World
let operator: Awaited<ReturnType<World['operator']>>
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
})
afterAll(() => world.stop())

const consent = { privacyVersion: PRIVACY_VERSION, agreed: true }

async function template(name: string, stockTotal: number | null = null) {
  const plan = { name, kind: 'cash_off' as const, offFen: 500, stockTotal }
  const { identifiers } = await world.db.manager.insert(Templates, templateOf(plan, world.clock.now()))
  return String(identifiers[0]?.['id'])
}

const codeWith = async (more: { kind?: 'link' | 'standee' | 'field'; templateId?: string; benefit?: string }) =>
  (await operator.must('channel.addCode', { kind: 'link', label: '测试', ...more })).code

const heldOf = (memberId: string) => world.db.manager.findBy(Coupons, { memberId, source: 'channel' })

describe('what a code gives who joins through it', () => {
  test('is shown before joining, given once, and never to somebody who comes back', async () => {
    const { id: codeId, scene } = await codeWith({
      templateId: await template('首杯五元券'),
      benefit: '第一杯立减 5 元',
    })
    const visitor = await world.visitor()
    const landing = await visitor.must('joining.landing', { scene })
    expect(landing.place).toMatchObject({ kind: 'link', storeName: '', label: '测试' })
    expect(landing.offer).toMatchObject({
      state: 'open',
      benefit: '第一杯立减 5 元',
      coupon: { face: { name: '首杯五元券' } },
    })
    const { member, gifts } = await visitor.must('joining.join', consent)
    expect(gifts.coupons.map(({ face }) => face.name)).toEqual(['见面礼券', '首杯五元券'])
    expect(await heldOf(member.id)).toMatchObject([{ sourceKey: `channel:${codeId}:${member.id}` }])
    await visitor.must('privacy.leave', { confirmed: true })
    await visitor.relogin()
    expect((await visitor.must('joining.landing', { scene })).offer).toBeNull()
    const again = await visitor.must('joining.join', consent)
    expect([await heldOf(again.member.id), again.gifts.coupons]).toEqual([[], []])
    expect(await world.db.manager.countBy(Given, { codeId })).toBe(1)
  })

  test('who leaves is forgotten by the codes they scanned', async () => {
    const person = await world.member()
    const { scene } = await codeWith({})
    await person.must('joining.landing', { scene })
    expect(await world.db.manager.countBy(Touches, { userId: person.userId })).toBe(1)
    await person.must('privacy.leave', { confirmed: true })
    expect(await world.db.manager.countBy(Touches, { userId: person.userId })).toBe(0)
  })

  test('the last offer that was shown is the one that is given; where they came from stays the first', async () => {
    const first = await codeWith({})
    const second = await codeWith({ templateId: await template('二号券') })
    const third = await codeWith({})
    const visitor = await world.visitor()
    expect((await visitor.must('joining.landing', { scene: first.scene })).offer).toBeNull()
    await visitor.must('joining.landing', { scene: second.scene })
    expect((await visitor.must('joining.landing', { scene: third.scene })).offer?.coupon?.face.name).toBe('二号券')
    const { member } = await visitor.must('joining.join', consent)
    expect(await heldOf(member.id)).toHaveLength(1)
    expect((await world.db.manager.findOneByOrFail(Members, { id: member.id })).sourceCodeId).toBe(first.id)
  })

  test('one person through two codes at once comes from one of them, and twenty joins give one coupon', async () => {
    const codes = [
      await codeWith({ templateId: await template('甲') }),
      await codeWith({ templateId: await template('乙') }),
    ]
    const visitor = await world.visitor()
    const scans = codes.flatMap(({ scene }) =>
      Array.from({ length: 5 }, () => visitor.send('joining.landing', { scene })),
    )
    expect((await Promise.all(scans)).every(({ status }) => status === 200)).toBe(true)
    const joins = await Promise.all(Array.from({ length: 20 }, () => visitor.send('joining.join', consent)))
    expect(joins.filter(({ status }) => status === 200)).toHaveLength(1)
    const { member } = (await visitor.must('member.me', {})) as { member: { id: string } }
    expect(await heldOf(member.id)).toHaveLength(1)
    expect(codes.map(({ id }) => id)).toContain(
      (await world.db.manager.findOneByOrFail(Members, { id: member.id })).sourceCodeId,
    )
  })

  test('the last coupon goes to one of ten who join at once; nobody is kept from joining', async () => {
    const templateId = await template('最后一张', 1)
    const { scene } = await codeWith({ templateId })
    const visitors = await Promise.all(Array.from({ length: 10 }, () => world.visitor()))
    for (const visitor of visitors) await visitor.must('joining.landing', { scene })
    const joins = await Promise.all(visitors.map((visitor) => visitor.send('joining.join', consent)))
    expect(joins.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(await world.db.manager.countBy(Coupons, { templateId })).toBe(1)
    expect((await (await world.visitor()).must('joining.landing', { scene })).offer).toBeNull()
  })
})

describe('joining.claimOffer', () => {
  test('a standee gives a member its coupon once, however often, many times at once, and after leaving', async () => {
    const { id: codeId, scene } = await codeWith({ kind: 'standee', templateId: await template('立牌券') })
    const person = await world.member()
    expect((await person.must('joining.landing', { scene })).offer).toMatchObject({ state: 'open' })
    const answers = await Promise.all(Array.from({ length: 12 }, () => person.send('joining.claimOffer', { scene })))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200))
    expect((await person.must('joining.landing', { scene })).offer).toMatchObject({ state: 'taken' })
    await person.must('privacy.leave', { confirmed: true })
    await person.relogin()
    const { member } = await person.must('joining.join', consent)
    // What they had of it they gave up: they are told that they had it, and of no coupon that they do not hold.
    expect((await person.send('joining.claimOffer', { scene })).code).toBe('coupon_limit')
    expect(await heldOf(member.id)).toEqual([])
    expect(await world.db.manager.countBy(Given, { codeId })).toBe(1)
    expect((await operator.must('channel.allCodes', {})).rows.find(({ id }) => id === codeId)).toMatchObject({
      given: 1,
    })
  })

  test('who joined through it has it already; other codes give members nothing', async () => {
    const { scene } = await codeWith({ kind: 'standee', templateId: await template('立牌券二') })
    const visitor = await world.visitor()
    await visitor.must('joining.landing', { scene })
    const { member } = await visitor.must('joining.join', consent)
    await visitor.must('joining.claimOffer', { scene })
    expect(await heldOf(member.id)).toHaveLength(1)
    const link = await codeWith({ templateId: await template('链接券') })
    expect((await visitor.must('joining.landing', { scene: link.scene })).offer).toBeNull()
    expect((await visitor.send('joining.claimOffer', { scene: link.scene })).code).toBe('offer_over')
    expect((await visitor.send('joining.claimOffer', { scene: 'somebody-elses' })).code).toBe('code_unknown')
    expect((await (await world.visitor()).send('joining.claimOffer', { scene })).code).toBe('join_needed')
  })

  test('none left is refused and writes nothing', async () => {
    const { id: codeId, scene } = await codeWith({ kind: 'standee', templateId: await template('一张', 1) })
    await (await world.member()).must('joining.claimOffer', { scene })
    expect((await (await world.member()).send('joining.claimOffer', { scene })).code).toBe('coupon_sold_out')
    expect(await world.db.manager.countBy(Given, { codeId })).toBe(1)
  })
})

describe('a code in a parcel', () => {
  async function insert() {
    const templateId = await template('包裹券')
    const asked = { kind: 'parcel' as const, name: '外卖卡', total: 1, templateId, benefit: '下单减 5 元' }
    const { batch } = await operator.must('channel.makeBatch', asked)
    while (await makeBatches(world.platform, world.clock.now()));
    return world.db.manager.findOneByOrFail(Codes, { batchId: batch.id })
  }

  test('scanned by thirty at once it gives one of them something; the others are told, and may join', async () => {
    const { id: codeId, scene } = await insert()
    const visitors = await Promise.all(Array.from({ length: 30 }, () => world.visitor()))
    const landings = await Promise.all(visitors.map((visitor) => visitor.must('joining.landing', { scene })))
    expect(landings.filter(({ offer }) => offer?.state === 'open')).toHaveLength(1)
    expect(landings.filter(({ offer }) => offer?.state === 'used')).toHaveLength(29)
    const joins = await Promise.all(visitors.map((visitor) => visitor.send('joining.join', consent)))
    expect(joins.every(({ status }) => status === 200)).toBe(true)
    expect(await world.db.manager.countBy(Given, { codeId })).toBe(1)
  })

  test('a member does not use it up; who had it first sees it again', async () => {
    const { scene } = await insert()
    expect((await (await world.member()).must('joining.landing', { scene })).offer).toBeNull()
    const visitor = await world.visitor()
    expect((await visitor.must('joining.landing', { scene })).offer?.state).toBe('open')
    expect((await visitor.must('joining.landing', { scene })).offer?.state).toBe('open')
  })
})
