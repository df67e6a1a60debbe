import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Codes, CodeStats, Touches } from '#server/domains/channel/entities'
import { Templates } from '#server/domains/coupon/entities'
import { Consents, Members } from '#server/domains/member/entities'
import { EventsHandled } from '#server/platform/events/entities'
import { startWorld, type World } from '#test/world'
import { until } from '#test/until'
import { Gifts } from './entities'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const consent = { privacyVersion: PRIVACY_VERSION, agreed: true }
const codeOf = (kind: 'store' | 'material') => world.db.manager.findOneByOrFail(Codes, { kind })

describe('joining.landing', () => {
  test('tells where one is and what joining gives, and remembers the first code only', async () => {
    const visitor = await world.visitor()
    const [store, material] = [await codeOf('store'), await codeOf('material')]
    const landing = await visitor.must('joining.landing', { scene: store.scene })
    expect(landing).toMatchObject({
      brand: { name: '禾木烘焙' },
      place: { kind: 'store', storeName: '梧桐路店', label: '收银台' },
      gifts: { points: 50, coupons: [{ face: { name: '见面礼券', offFen: 800 } }] },
      joined: false,
      privacyVersion: PRIVACY_VERSION,
    })
    await visitor.must('joining.landing', { scene: material.scene })
    const { member } = await visitor.must('joining.join', consent)
    expect((await world.db.manager.findOneByOrFail(Members, { id: member.id })).sourceCodeId).toBe(store.id)
    await until(async () => (await world.db.manager.findOneBy(CodeStats, { codeId: store.id }))?.joins === 1)
    expect(await world.db.manager.findOneByOrFail(CodeStats, { codeId: store.id })).toMatchObject({
      scans: 1,
      joins: 1,
    })
  })

  test('who leaves and comes back through a code did not join by it', async () => {
    const { scene, id: codeId } = await codeOf('material')
    const joinsOf = async () => (await world.db.manager.findOneBy(CodeStats, { codeId }))?.joins ?? 0
    const before = await joinsOf()
    const visitor = await world.visitor()
    for (let round = 0; round < 3; round += 1) {
      await visitor.must('joining.landing', { scene })
      await visitor.must('joining.join', consent)
      await visitor.must('privacy.leave', { confirmed: true })
      await visitor.relogin()
    }
    await until(async () => (await world.db.manager.countBy(EventsHandled, { handler: 'channel.countJoin' })) >= 4)
    expect(await joinsOf()).toBe(before + 1)
  })

  test('a code that is not ours leads to the brand without a place', async () => {
    const visitor = await world.visitor()
    expect((await visitor.must('joining.landing', { scene: 'somebody-elses' })).place).toBeNull()
    expect((await visitor.must('joining.landing', {})).place).toBeNull()
    expect((await visitor.send('joining.landing', { scene: 'a%20b' })).code).toBe('input_invalid')
  })

  test('ten scans at once by one person touch once', async () => {
    const visitor = await world.visitor()
    const { scene, id: codeId } = await codeOf('material')
    const before = await world.db.manager.countBy(Touches, { codeId })
    const answers = await Promise.all(Array.from({ length: 10 }, () => visitor.send('joining.landing', { scene })))
    expect(answers.every((answer) => answer.status === 200)).toBe(true)
    expect(await world.db.manager.countBy(Touches, { codeId })).toBe(before + 1)
  })
})

describe('joining.join', () => {
  test('needs consent to the notice in force, and nothing else', async () => {
    const visitor = await world.visitor()
    expect((await visitor.send('joining.join', { ...consent, agreed: false })).code).toBe('consent_needed')
    expect((await visitor.send('joining.join', { ...consent, privacyVersion: '2020-01' })).code).toBe(
      'privacy_version_old',
    )
    const { member, gifts } = await visitor.must('joining.join', consent)
    expect(member).toMatchObject({ nickname: null, phoneMasked: null })
    expect(gifts).toMatchObject({ points: 50, coupons: [{ face: { name: '见面礼券' } }] })
    expect((await visitor.must('points.balance', {})).available).toBe(50)
    expect((await visitor.must('coupon.list', { tab: 'unused' })).rows).toHaveLength(1)
    expect(await world.db.manager.countBy(Consents, { memberId: member.id, version: PRIVACY_VERSION })).toBe(1)
    expect((await visitor.send('joining.join', consent)).code).toBe('already_member')
  })

  test('tells what was given, also where it was the last one', async () => {
    const { id, ...welcome } = await world.db.manager.findOneByOrFail(Templates, { id: world.shop.templates.welcome })
    const { identifiers } = await world.db.manager.insert(Templates, {
      ...{ ...welcome, name: '最后一份见面礼', stockTotal: 1, stockLeft: 1 },
    })
    const before = await world.db.manager.findOneByOrFail(Gifts, { points: 50 })
    const templateIds = [String(identifiers[0]?.['id']), id]
    await world.db.manager.update(Gifts, { id: before.id }, { templateIds })
    const joinNow = async () => (await world.visitor()).must('joining.join', consent)
    const namesOf = ({ gifts }: Awaited<ReturnType<typeof joinNow>>) => gifts.coupons.map(({ face }) => face.name)
    expect(namesOf(await joinNow())).toEqual(['最后一份见面礼', '见面礼券'])
    expect(namesOf(await joinNow())).toEqual(['见面礼券'])
    await world.db.manager.update(Gifts, { id: before.id }, { templateIds: before.templateIds })
  })

  test('twenty at once by one person: one member, one gift', async () => {
    const visitor = await world.visitor()
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.send('joining.join', consent)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'already_member')).toHaveLength(19)
    expect((await visitor.must('points.balance', {})).available).toBe(50)
  })
})
