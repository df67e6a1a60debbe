import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { PRIVACY_VERSION } from '../privacy-notice'
import { memberByPhone } from '../enrol-member'
import { MemberTags } from '../entities'

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

const words = ({ tags }: { tags: { tag: string }[] }) => tags.map(({ tag }) => tag)
const tagsOf = async (memberId: string) => words(await operator.must('member.tagsOf', { memberId }))
const put = (memberId: string, tag: string) => operator.must('member.tag', { memberId, tag })

describe('member.tag, member.untag, member.tagsOf', () => {
  test('given, shown to operator, clerk and member, and taken again', async () => {
    const person = await world.member()
    const { memberId } = person
    await put(memberId, ' 老客 ')
    const { tags } = await put(memberId, '爱吃辣')
    expect(tags).toMatchObject([
      { tag: '老客', by: `operator:${operator.operatorId}`, at: expect.any(String) as string },
      { tag: '爱吃辣' },
    ])
    const { digits } = await person.must('member.showCode', {})
    const clerk = await world.staff()
    const { visit } = await clerk.must('counter.scan', { storeId: world.shop.stores.wutong, digits })
    expect(visit.member.tags).toEqual(['老客', '爱吃辣'])
    const { sections } = await person.must('privacy.export', {})
    expect(sections.find(({ name }) => name === 'tags')?.rows).toMatchObject([{ tag: '老客' }, { tag: '爱吃辣' }])
    expect(words(await operator.must('member.untag', { memberId, tag: '老客' }))).toEqual(['爱吃辣'])
  })

  test('given twice it is there once, as it was first; taken twice it is gone', async () => {
    const { memberId } = await world.member()
    const first = await put(memberId, '老客')
    world.clock.advance(1000)
    expect(await put(memberId, '老客')).toEqual(first)
    for (let times = 0; times < 2; times += 1) await operator.must('member.untag', { memberId, tag: '老客' })
    expect(await tagsOf(memberId)).toEqual([])
  })

  test('each character counts: no two words and no two emoji are the same', async () => {
    const { memberId } = await world.member()
    const different = ['VIP', 'vip', 'café', 'cafe', '🍞', '🍰', 'ａ', 'a']
    for (const tag of different) await put(memberId, tag)
    expect((await tagsOf(memberId)).sort()).toEqual([...different].sort())
    await operator.must('member.untag', { memberId, tag: 'vip' })
    expect(await tagsOf(memberId)).toContain('VIP')
  })

  test.each(['', '  ', '一二三四五六七八九十一二三', '换\n行', '看不见\u202e'])('%j is no tag', async (tag) => {
    const { memberId } = await world.member()
    expect((await operator.send('member.tag', { memberId, tag })).code).toBe('input_invalid')
  })

  test('not for who has left or never was, and not by who may only look', async () => {
    const person = await world.member()
    const { memberId } = person
    const viewer = await world.operator('viewer')
    expect((await viewer.send('member.tag', { memberId, tag: '老客' })).status).toBe(403)
    expect((await viewer.send('member.untag', { memberId, tag: '老客' })).status).toBe(403)
    expect((await viewer.send('member.tagsOf', { memberId })).status).toBe(200)
    expect((await operator.send('member.tagsOf', { memberId: '999999' })).code).toBe('not_found')
    await put(memberId, '老客')
    await person.must('privacy.leave', { confirmed: true })
    expect(await world.db.manager.countBy(MemberTags, { memberId })).toBe(0)
    expect((await operator.send('member.tag', { memberId, tag: '老客' })).code).toBe('not_found')
    expect((await operator.send('member.untag', { memberId, tag: '老客' })).code).toBe('not_found')
  })

  test('thirty at once: twenty are given, the rest are refused, and one taken makes room for one', async () => {
    const { memberId } = await world.member()
    const all = Array.from({ length: 30 }, (_, index) => `标签${index}`)
    const answers = await Promise.all(all.map((tag) => operator.send('member.tag', { memberId, tag })))
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(20)
    expect(answers.every(({ status, code }) => status === 200 || code === 'tags_full' || code === 'busy')).toBe(true)
    for (const tag of all) await operator.send('member.tag', { memberId, tag })
    const had = await tagsOf(memberId)
    expect(had).toHaveLength(20)
    await operator.must('member.untag', { memberId, tag: had[0] ?? '' })
    expect(words(await put(memberId, '新的'))).toHaveLength(20)
  })

  test('one tag by many at once is given once', async () => {
    const { memberId } = await world.member()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => operator.send('member.tag', { memberId, tag: '一' })),
    )
    expect(answers.filter(({ status, code }) => status !== 200 && code !== 'busy')).toEqual([])
    expect(await tagsOf(memberId)).toEqual(['一'])
  })
})

test('member.tags counts the members of each, most first', async () => {
  for (let count = 0; count < 3; count += 1) {
    const { memberId } = await world.member()
    await put(memberId, '数一数')
    if (count === 0) await put(memberId, '只一个')
  }
  const { tags } = await operator.must('member.tags', {})
  expect(tags.filter(({ tag }) => ['数一数', '只一个'].includes(tag))).toEqual([
    { tag: '数一数', members: 3 },
    { tag: '只一个', members: 1 },
  ])
  expect(tags.map(({ members }) => members)).toEqual(tags.map(({ members }) => members).toSorted((a, b) => b - a))
})

test('who was enrolled at a counter brings their tags along, as far as there is room', async () => {
  const [key, phone] = ['brings-tags', '13612349999']
  await world.control('users', { key, phone })
  const clerk = await world.staff()
  const asked = { storeId: world.shop.stores.wutong, phone, agreed: true, privacyVersion: PRIVACY_VERSION }
  const { visit } = await clerk.must('counter.enrol', asked)
  expect(visit.member.tags).toEqual([])
  const enrolled = (await memberByPhone(world.db.manager, world.platform.vault, phone))?.id ?? ''
  const person = await world.member(key)
  for (let count = 0; count < 19; count += 1) await put(person.memberId, `原来${count}`)
  for (const tag of ['原来3', '登记的', '放不下']) await put(enrolled, tag)
  await person.must('member.bindPhone', await world.control('phone-code', { key }))
  const had = await tagsOf(person.memberId)
  expect(had).toHaveLength(20)
  expect(had).toContain('登记的')
  expect(await world.db.manager.countBy(MemberTags, { memberId: enrolled })).toBe(0)
})
