import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Codes, CodeStats, Touches } from '#server/domains/channel/entities'
import { Consents, Members } from '#server/domains/member/entities'
import { startWorld, type World } from '#test/world'
import { until } from '#test/until'

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

  test('twenty at once by one person: one member, one gift', async () => {
    const visitor = await world.visitor()
    const answers = await Promise.all(Array.from({ length: 20 }, () => visitor.send('joining.join', consent)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'already_member')).toHaveLength(19)
    expect((await visitor.must('points.balance', {})).available).toBe(50)
  })
})
