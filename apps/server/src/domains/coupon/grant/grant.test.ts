import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { Templates } from '../entities'
import { runGrants } from './run'

let world: World
let owner: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  owner = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

const templateId = () => world.shop.templates.streak
const csvOf = (whos: readonly string[]) => ['会员', ...whos].join('\n')
const ended = async (grantId: string) => {
  await until(async () => {
    await runGrants(world.platform, world.clock.now())
    return !['running', 'revoking'].includes((await owner.must('coupon.grantOf', { grantId })).grant.state)
  })
  return owner.must('coupon.grantOf', { grantId })
}

async function people(count: number): Promise<MemberClient[]> {
  return Promise.all(Array.from({ length: count }, () => world.member()))
}

const held = async (person: MemberClient) =>
  (await person.must('coupon.list', { tab: 'unused' })).rows.filter((row) => row.face.name === '满20减5券')

describe('coupon.grant to a list', () => {
  test('preview, progress, result; each once; the same list is not taken twice', async () => {
    const three = await people(3)
    const csv = csvOf(three.map((one) => one.memberId))
    const preview = await owner.must('coupon.previewGrant', { templateId: templateId(), csv })
    expect(preview).toMatchObject({ total: 3, problems: [], moreProblems: 0 })
    expect(preview.sample).toHaveLength(3)
    const { grant } = await owner.must('coupon.grant', { templateId: templateId(), title: '老客回访', csv })
    expect(await ended(grant.id)).toMatchObject({
      grant: { state: 'done', total: 3, done: 3, refused: 0 },
      refusals: [],
    })
    for (const one of three) expect(await held(one)).toHaveLength(1)
    const again = await owner.send('coupon.grant', { templateId: templateId(), title: '再来', csv })
    expect(again.code).toBe('grant_repeated')
    expect((await owner.must('coupon.grants', {})).rows[0]?.id).toBe(grant.id)
  })

  test('a list that is wrong in a line gives nothing and says where', async () => {
    const [one] = await people(1)
    const csv = csvOf([one?.memberId ?? '', '999999', one?.memberId ?? '', '张三'])
    const { problems } = await owner.must('coupon.previewGrant', { templateId: templateId(), csv })
    expect(problems.map(({ line }) => line)).toEqual([3, 4, 5])
    expect(problems[2]?.problem).toContain('手机号')
    const neither = await owner.send('coupon.previewGrant', { templateId: templateId() })
    expect(neither.body).toMatchObject({ code: 'input_invalid', issues: [{ field: 'csv, filter' }] })
    expect((await owner.send('coupon.grant', { templateId: templateId(), title: 'x', csv })).code).toBe('grant_invalid')
    const noColumn = await owner.must('coupon.previewGrant', { templateId: templateId(), csv: '手机\n1' })
    expect(noColumn.problems[0]?.problem).toContain('会员')
    expect(await held(one as MemberClient)).toEqual([])
  })

  test('by phone number too; who leaves before their turn gets none; not by who may not', async () => {
    await world.control('users', { key: 'granted', phone: '13711112222' })
    const person = await world.member('granted')
    await person.must('member.bindPhone', await world.control('phone-code', { key: 'granted' }))
    const csv = csvOf(['13711112222'])
    const { grant } = await owner.must('coupon.grant', { templateId: templateId(), title: '手机号', csv })
    await ended(grant.id)
    expect(await held(person)).toHaveLength(1)
    const finance = await world.operator('finance')
    expect((await finance.send('coupon.grant', { templateId: templateId(), title: 'x', csv })).code).toBe('not_allowed')
  })

  test('the same list twice at once, and two workers at once: once', async () => {
    const two = await people(2)
    const csv = csvOf(two.map((one) => one.memberId))
    const asked = { templateId: templateId(), title: '同时', csv }
    const answers = await Promise.all(Array.from({ length: 5 }, () => owner.send('coupon.grant', asked)))
    expect(answers.map((one) => one.code ?? 'ok').sort()).toEqual([...Array<string>(4).fill('grant_repeated'), 'ok'])
    const grantId = answers.find((one) => one.status === 200)?.body.grant.id ?? ''
    await Promise.all(Array.from({ length: 3 }, () => runGrants(world.platform, world.clock.now())))
    await ended(grantId)
    for (const one of two) expect(await held(one)).toHaveLength(1)
  })

  test('with too few left the rest is refused, and said so', async () => {
    const three = await people(3)
    const { id: _, ...base } = await world.db.manager.findOneByOrFail(Templates, { id: templateId() })
    const few = { ...base, name: '只有两张', stockTotal: 2, stockLeft: 2 }
    const { identifiers } = await world.db.manager.insert(Templates, few)
    const scarce = String(identifiers[0]?.['id'])
    const csv = csvOf(three.map((one) => one.memberId))
    const { grant } = await owner.must('coupon.grant', { templateId: scarce, title: '不够', csv })
    expect(await ended(grant.id)).toMatchObject({
      ...{ grant: { done: 2, refused: 1 }, refusals: [{ reason: '来晚一步，已经领完了', count: 1 }] },
    })
  })
})

test('to all whom a filter finds, as of when it was asked', async () => {
  const before = await people(2)
  const filter = { tierMin: 1, tierMax: 1, hasPhone: false }
  const { total } = await owner.must('coupon.previewGrant', { templateId: templateId(), filter })
  expect(total).toBeGreaterThanOrEqual(2)
  const { grant } = await owner.must('coupon.grant', { templateId: templateId(), title: '一级会员', filter })
  world.clock.advance(1000)
  const [late] = await people(1)
  expect((await ended(grant.id)).grant.done).toBeGreaterThanOrEqual(2)
  for (const one of before) expect(await held(one)).toHaveLength(1)
  expect(await held(late as MemberClient)).toEqual([])
  const both = await owner.send('coupon.grant', { templateId: templateId(), title: 'x', filter, csv: csvOf(['1']) })
  expect(both.code).toBe('input_invalid')
})

describe('coupon.revokeGrant', () => {
  test('takes back what nobody used; a used one stays used; again changes nothing', async () => {
    const two = await people(2)
    const csv = csvOf(two.map((one) => one.memberId))
    const { grant } = await owner.must('coupon.grant', { templateId: templateId(), title: '发错了', csv })
    await ended(grant.id)
    const [first, second] = two as [MemberClient, MemberClient]
    const [coupon] = await held(first)
    const { code } = await first.must('coupon.showCode', { couponId: coupon?.id ?? '' })
    const clerk = await world.staff()
    const { visit } = await clerk.must('counter.scan', { storeId: world.shop.stores.wutong, code })
    await clerk.must('counter.verify', { visitId: visit.id, couponId: coupon?.id ?? '' })
    await owner.must('coupon.revokeGrant', { grantId: grant.id, reason: '面额写错' })
    expect((await ended(grant.id)).grant).toMatchObject({ state: 'revoked', revoked: 1, used: 1, done: 2 })
    expect(await held(second)).toEqual([])
    const { rows } = await clerk.must('counter.day', { storeId: world.shop.stores.wutong, staffId: clerk.staffId })
    await clerk.must('counter.undo', { verificationId: rows[0]?.subjectId ?? '', reason: '扫错了券' })
    expect(await held(first)).toEqual([])
    await owner.must('coupon.revokeGrant', { grantId: grant.id, reason: '再来' })
    expect((await ended(grant.id)).grant.revoked).toBe(1)
    expect((await owner.send('coupon.cancelGrant', { grantId: grant.id })).code).toBe('grant_over')
  })

  test('reaches a coupon that was passed on to a friend', async () => {
    const [first, friend] = (await people(2)) as [MemberClient, MemberClient]
    const csv = csvOf([first.memberId])
    const { grant } = await owner.must('coupon.grant', { templateId: templateId(), title: '送出去了', csv })
    await ended(grant.id)
    const [coupon] = await held(first)
    const { gift } = await first.must('coupon.give', { couponId: coupon?.id ?? '' })
    await friend.must('coupon.acceptGift', { scene: gift.scene })
    await owner.must('coupon.revokeGrant', { grantId: grant.id, reason: '发错了' })
    expect((await ended(grant.id)).grant.revoked).toBe(1)
    expect(await held(friend)).toEqual([])
  })

  test('one that runs is stopped first', async () => {
    const [one] = await people(1)
    const asked = { templateId: templateId(), title: '停', csv: csvOf([one?.memberId ?? '']) }
    const { grant } = await owner.must('coupon.grant', asked)
    const revoked = await owner.send('coupon.revokeGrant', { grantId: grant.id, reason: '早了' })
    const stopped = await owner.send('coupon.cancelGrant', { grantId: grant.id })
    // The worker may have been quicker than either.
    expect(['grant_running', undefined]).toContain(revoked.code)
    expect(['grant_over', undefined]).toContain(stopped.code)
    await ended(grant.id)
  })
})
