import type { TemplateBody, TemplateDraft } from '@huitou/shared/coupon/template-schema'
import { startWorld, type World } from '#test/world'
import type { OperatorClient } from '#test/people'
import { Templates } from '../entities'
import { bodyWith, brokenPromises, openTemplate } from '../test-templates'

let world: World
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  operator = await world.operator()
})
afterAll(() => world.stop())

test('draft, active, paused, active, ended: given only while active, and what was given stays usable', async () => {
  const { template, findings } = await operator.must('coupon.saveTemplate', { id: null, template: bodyWith() })
  const { id } = template
  expect(findings).toEqual([])
  expect(template).toMatchObject({ state: 'draft', issued: 0 })
  const person = await world.member()
  const claim = async () => (await person.send('coupon.claim', { templateId: id })).code
  expect(await claim()).toBe('coupon_not_claimable')
  await operator.must('coupon.activate', { id })
  expect(await claim()).toBeUndefined()
  await operator.must('coupon.pause', { id })
  expect(await claim()).toBe('coupon_paused')
  expect((await person.must('coupon.centre', {})).offers.map((offer) => offer.templateId)).not.toContain(id)
  await operator.must('coupon.resume', { id })
  expect(await claim()).toBeUndefined()
  const ended = await operator.must('coupon.endTemplate', { id })
  expect(ended.template).toMatchObject({ state: 'ended', issued: 2, usedUp: 0 })
  expect(await claim()).toBe('coupon_ended')
  const wallet = (await person.must('coupon.list', { tab: 'unused' })).rows.filter((row) => row.face.name === '满减券')
  expect(wallet.map((row) => row.why)).toEqual([null, null])
})

test.each([
  ['coupon.activate', 'active'],
  ['coupon.resume', 'active'],
  ['coupon.pause', 'paused'],
] as const)('%s is refused in a state that it is not for', async (call, state) => {
  const { id } = await openTemplate(operator)
  if (state === 'paused') await operator.must('coupon.pause', { id })
  expect((await operator.send(call, { id })).code).toBe('template_state')
  await operator.must('coupon.endTemplate', { id })
  expect((await operator.send('coupon.endTemplate', { id })).code).toBe('template_state')
})

test('what is not complete is kept as a draft, and says what is missing', async () => {
  const wrong = bodyWith({ kind: 'times', usesTotal: 1, validDays: null, skus: ['B01'] })
  const { template, findings } = await operator.must('coupon.saveTemplate', { id: null, template: wrong })
  const fields = ['itemName', 'usesTotal', 'goodsName', 'validDays']
  expect(findings.map((one) => one.field)).toEqual(fields)
  const answer = await operator.send('coupon.activate', { id: template.id })
  expect(answer).toMatchObject({ code: 'template_invalid', body: { problems: fields.map((field) => ({ field })) } })
  const right = { ...wrong, itemName: '拿铁', usesTotal: 5, validDays: 90, goodsName: '海盐卷' }
  await operator.must('coupon.saveTemplate', { id: template.id, template: right })
  expect((await operator.must('coupon.activate', { id: template.id })).template.state).toBe('active')
  expect((await operator.must('coupon.template', { id: template.id })).terms).toEqual([
    '共 5 次，每次换 拿铁',
    '限海盐卷',
    '全部门店可用',
    '领取后 90 天内有效',
    '每次消费用一张，不与其他券同用',
  ])
})

test('what members have read changes in their favour only, and a refusal changes nothing', async () => {
  const body = bodyWith({ thresholdFen: 2000, stockTotal: 10, perMemberLimit: 1, blackoutDays: [20270101] })
  const { id } = await openTemplate(operator, body)
  const save = (change: object) => operator.send('coupon.saveTemplate', { id, template: { ...body, ...change } })
  for (const [field, worse] of Object.entries({
    thresholdFen: 2001,
    offFen: 499,
    validDays: 13,
    stockTotal: 9,
    perMemberDayLimit: 1,
    tierMin: 2,
    storeIds: [world.shop.stores.wutong],
    categories: ['面包'],
    weekdays: [1],
    hours: [{ from: 0, until: 60 }],
    blackoutDays: [20270101, 20270102],
    channel: 'internal',
    claimUntil: '2027-01-01T00:00:00.000Z',
    name: '别的券',
  })) {
    const answer = await save({ [field]: worse })
    expect([field, answer.code, (answer.body as unknown as { field: string }).field]).toEqual([
      field,
      'template_not_in_favour',
      field,
    ])
  }
  const before = await world.db.manager.findOneByOrFail(Templates, { id })
  expect(before).toMatchObject({ thresholdFen: 2000, offFen: 500, stockLeft: 10 })
  const person = await world.member()
  await person.must('coupon.claim', { templateId: id })
  const better = { thresholdFen: 1000, offFen: 600, stockTotal: 12, blackoutDays: [], perMemberLimit: null }
  expect((await save(better)).body.template).toMatchObject({ ...better, stockLeft: 11, issued: 1 })
  expect(await brokenPromises(world)).toEqual([])
})

test('stock is added by whoever presses once, however often the call comes', async () => {
  const { id } = await openTemplate(operator, { stockTotal: 1 })
  const person = await world.member()
  await person.must('coupon.claim', { templateId: id })
  expect((await person.send('coupon.claim', { templateId: id })).code).toBe('coupon_sold_out')
  const key = '0123456789abcdef-stock'
  await Promise.all([1, 2, 3].map(() => operator.send('coupon.addStock', { id, count: 2 }, key)))
  const { template } = await operator.must('coupon.template', { id })
  expect(template).toMatchObject({ stockTotal: 3, stockLeft: 2, issued: 1 })
  const uncounted = await openTemplate(operator)
  expect((await operator.send('coupon.addStock', { id: uncounted.id, count: 2 })).code).toBe('template_state')
})

test('tags cannot be chosen yet, and stores must exist', async () => {
  const tagged = { id: null, template: bodyWith(), tags: ['常客'] }
  expect((await operator.send('coupon.saveTemplate', tagged)).code).toBe('audience_untagged')
  const nowhere = { id: null, template: bodyWith({ storeIds: ['999999'] }) }
  expect((await operator.send('coupon.saveTemplate', nowhere)).code).toBe('not_found')
})

test('operators who only read may look and not touch; members may do neither', async () => {
  const viewer = await world.operator('viewer')
  const { id } = await openTemplate(operator)
  expect((await viewer.must('coupon.templates', { state: 'active' })).rows[0]).toMatchObject({ id, state: 'active' })
  expect((await viewer.send('coupon.pause', { id })).code).toBe('not_allowed')
  expect((await (await world.member()).send('coupon.template', { id })).code).toBe('login_elsewhere')
})

test('the list goes on page by page, newest first, each once', async () => {
  for (let index = 0; index < 21; index += 1)
    await operator.must('coupon.saveTemplate', { id: null, template: bodyWith({ name: `第 ${index} 张` }) })
  const first = await operator.must('coupon.templates', {})
  const second = await operator.must('coupon.templates', { before: first.next ?? '' })
  const ids = [...first.rows, ...second.rows].map((row) => Number(row.id))
  expect(first.rows).toHaveLength(20)
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a))
})

test('of a new coupon name and kind are enough to keep it; what a change leaves out stays', async () => {
  const save = (id: string | null, template: TemplateDraft) => operator.must('coupon.saveTemplate', { id, template })
  const { template, findings } = await save(null, { name: '新客券', kind: 'cash_off', offFen: 300, validDays: 7 })
  expect(findings).toEqual([])
  expect(template).toMatchObject({ state: 'draft', thresholdFen: 0, channel: 'centre', usesTotal: 1, storeIds: [] })
  const { wutong } = world.shop.stores
  const narrowed = (await save(template.id, { storeIds: [wutong], perMemberLimit: 1 })).template
  const renamed = (await save(template.id, { name: '新客见面券' })).template
  expect(renamed).toEqual({ ...narrowed, name: '新客见面券' })
  expect(renamed).toMatchObject({ offFen: 300, validDays: 7, storeIds: [wutong], perMemberLimit: 1 })
  const nameless = await operator.send('coupon.saveTemplate', { id: null, template: { kind: 'cash_off' } })
  expect(nameless).toMatchObject({ status: 400, code: 'input_invalid' })
  expect(nameless.body).toMatchObject({ issues: [{ field: 'template.name' }] })
})

test.each<[string, Partial<TemplateBody>, TemplateDraft, string]>([
  ['what it takes off', {}, { offFen: null }, 'template_not_in_favour'],
  [
    'how much is paid',
    { kind: 'percent_off', offFen: null, payPermille: 850 },
    { payPermille: null },
    'template_not_in_favour',
  ],
  ['when it ends', {}, { validDays: null }, 'template_invalid'],
  ['that it is used once', {}, { usesTotal: 100 }, 'template_invalid'],
  [
    'that rounds of a drop end before the next',
    { drop: { times: ['10:00'], weekdays: [], quotaPerDrop: 5, perMemberPerDrop: 1, lastsMinutes: 60 } },
    { drop: { times: ['10:00', '10:30'], weekdays: [], quotaPerDrop: 5, perMemberPerDrop: 1, lastsMinutes: 60 } },
    'template_invalid',
  ],
])('of a coupon that is open nobody takes away %s, and who holds one can use it', async (_, body, change, refusal) => {
  const { id } = await openTemplate(operator, { ...body })
  const before = (await operator.must('coupon.template', { id })).template
  expect((await operator.send('coupon.saveTemplate', { id, template: change })).code).toBe(refusal)
  expect((await operator.must('coupon.template', { id })).template).toEqual(before)
})
