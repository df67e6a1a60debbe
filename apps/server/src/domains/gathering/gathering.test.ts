import { In } from 'typeorm'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import type { OperatorClient, StaffClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { gatheringHands, inHours } from './test-gathering'

const HOUR_MS = 3_600_000

let world: World
let hands: ReturnType<typeof gatheringHands>
let operator: OperatorClient
let clerk: StaffClient
beforeAll(async () => {
  world = await startWorld()
  hands = gatheringHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
  clerk = await world.staff()
})
afterAll(() => stopWithPromisesKept(world))

const QUESTIONS = [
  { label: '怎么称呼', kind: 'text', options: [], required: true },
  { label: '爱喝什么', kind: 'several', options: ['手冲', '奶咖', '都行'], required: false },
] as const
const questions = QUESTIONS.map((one) => ({ ...one, options: [...one.options] }))

describe('gathering.saveDefinition, gathering.publish, gathering.definitions', () => {
  test('a draft is nobody’s to see until it is published, with what was said', async () => {
    const id = await hands.draft(operator, { seats: 20, points: 10, place: '二楼', questions })
    const person = await world.member()
    expect((await person.send('gathering.show', { gatheringId: id })).code).toBe('not_found')
    expect((await hands.signUp(person, id)).code).toBe('not_found')
    const { gathering } = await operator.must('gathering.publish', { gatheringId: id })
    expect(gathering).toMatchObject({
      state: 'on',
      taken: 0,
      faults: [],
      path: `gathering/show/index?gatheringId=${id}`,
    })
    expect((await operator.must('gathering.definitions', { state: 'on' })).rows[0]?.id).toBe(id)
    expect((await operator.must('gathering.definition', { gatheringId: id })).gathering.questions).toEqual(questions)
    expect((await hands.shown(person, id)).gathering).toMatchObject({
      ...{ title: '新豆品鉴', kindWords: '品鉴会', where: '梧桐路店 · 二楼', left: 20, state: 'open', why: null },
      ...{ giftWords: '到场送 10 积分', questions },
    })
    expect((await operator.send('gathering.publish', { gatheringId: id })).code).toBe('already_done')
  })

  test('what does not hold is said in words, and nothing is published', async () => {
    const change = { storeId: null, place: null, startsAt: inHours(world, 5), endsAt: inHours(world, 4) }
    const id = await hands.draft(operator, change)
    const refused = await operator.send('gathering.publish', { gatheringId: id })
    expect(refused).toMatchObject({ status: 409, code: 'gathering_not_ready' })
    expect(refused.body).toMatchObject({ faults: ['开始时间要早于结束时间', '在哪儿办还没填：选一家店，或写上地点'] })
    expect((await hands.row(id)).state).toBe('draft')
  })

  test.each([
    ['a kind that is none', { kind: 'party' }],
    ['no title', { title: '' }],
    ['six questions', { questions: Array.from({ length: 6 }, (_, at) => ({ ...questions[0], label: `问${at}` })) }],
    ['no seats at all', { seats: 0 }],
    ['half a point', { points: 0.5 }],
  ])('bad input: %s', async (_, change) => {
    const body = { ...hands.body(), ...change } as never
    expect((await operator.send('gathering.saveDefinition', { id: null, body })).code).toBe('input_invalid')
  })

  test('a new one needs kind, title and times; stores, coupons and pictures that are none are not found', async () => {
    expect((await operator.send('gathering.saveDefinition', { id: null, body: {} })).code).toBe('input_invalid')
    for (const change of [{ storeId: '99999' }, { templateId: '99999' }, { pictureId: '99999' }])
      expect((await operator.send('gathering.saveDefinition', { id: null, body: hands.body(change) })).code).toBe(
        'not_found',
      )
  })

  test('published it may be moved and get better, and nothing else', async () => {
    const id = await hands.on(operator, { seats: 5, points: 10, minLevel: 2, questions })
    const save = (body: object) => operator.send('gathering.saveDefinition', { id, body })
    expect((await save({ seats: 8, points: 20, minLevel: null, place: '后院' })).status).toBe(200)
    for (const body of [
      { seats: 7 },
      { points: 19 },
      { minLevel: 2 },
      { title: '改名' },
      { questions: [] },
      { tag: '来过' },
    ])
      expect((await save(body)).code).toBe('gathering_published')
    expect((await save({ endsAt: inHours(world, 0.5) })).code).toBe('gathering_not_ready')
    expect(await hands.row(id)).toMatchObject({ seats: 8, points: 20, minLevel: null, place: '后院' })
  })

  test('published it may be moved though its coupon has run out; one that has run out is not added', async () => {
    const [promised, another] = [await hands.template(), await hands.template()]
    const [id, plain] = [await hands.on(operator, { templateId: promised }), await hands.on(operator)]
    await world.db.manager.update(Templates, { id: In([promised, another]) }, { state: 'paused' })
    const save = (gatheringId: string, body: object) =>
      operator.send('gathering.saveDefinition', { id: gatheringId, body })
    expect((await save(id, { endsAt: inHours(world, 4), templateId: promised })).status).toBe(200)
    expect((await save(plain, { templateId: another })).code).toBe('gathering_not_ready')
  })

  test('the same moment written in another way is no other time', async () => {
    const id = await hands.on(operator, { startsAt: '2099-01-01T02:00:00Z', endsAt: '2099-01-01T04:00:00Z' })
    const body = { startsAt: '2099-01-01T02:00:00Z', endsAt: '2099-01-01T04:00:00.0Z', about: '带杯子来' }
    await operator.must('gathering.saveDefinition', { id, body })
    expect(await hands.row(id)).toMatchObject({ about: '带杯子来', telling: null })
  })

  test('not for who may only look, nor for members and staff', async () => {
    const viewer = await world.operator('viewer')
    const id = await hands.draft(operator)
    expect((await viewer.send('gathering.publish', { gatheringId: id })).status).toBe(403)
    expect((await viewer.send('gathering.saveDefinition', { id, body: { seats: 1 } })).status).toBe(403)
    expect((await viewer.send('gathering.cancel', { gatheringId: id, reason: '不办了' })).status).toBe(403)
    const person = await world.member()
    for (const who of [person, clerk])
      expect((await who.send('gathering.guests', { gatheringId: id })).code).toBe('login_elsewhere')
  })
})

describe('gathering.signUp, gathering.withdraw, gathering.mine, gathering.list', () => {
  test('a place, what was answered sealed, and given back it is free again', async () => {
    const id = await hands.on(operator, { seats: 1, questions })
    const person = await world.member()
    const other = await world.member()
    const asked = { gatheringId: id, answers: [['小满'], ['手冲', '都行']], agreed: true }
    const { ticket } = await person.must('gathering.signUp', asked)
    expect(ticket).toMatchObject({ state: 'held', mayWithdraw: true, mayShowCode: true, points: 0 })
    const [row] = await hands.tickets(id)
    expect(row?.answersSealed).not.toContain('小满')
    expect((await hands.shown(person, id)).gathering.state).toBe('signed_up')
    expect((await other.send('gathering.signUp', asked)).code).toBe('gathering_full')
    expect((await hands.shown(other, id)).gathering).toMatchObject({ state: 'full', left: 0 })
    await person.must('gathering.withdraw', { ticketId: ticket.ticketId })
    expect((await hands.tickets(id))[0]).toMatchObject({ state: 'withdrawn', answersSealed: null })
    expect((await hands.shown(person, id)).ticket).toBeNull()
    await other.must('gathering.signUp', asked)
    expect((await person.send('gathering.signUp', asked)).code).toBe('gathering_full')
    expect((await person.send('gathering.withdraw', { ticketId: ticket.ticketId })).code).toBe('ticket_withdrawn')
    expect((await other.send('gathering.withdraw', { ticketId: ticket.ticketId })).code).toBe('not_found')
  })

  test('who gave a ticket back takes the same one up again; twice is refused', async () => {
    const id = await hands.on(operator)
    const person = await world.member()
    const ticketId = await hands.signedUp(person, id)
    expect((await hands.signUp(person, id)).code).toBe('gathering_signed_up')
    await person.must('gathering.withdraw', { ticketId })
    expect(await hands.signedUp(person, id)).toBe(ticketId)
    expect(await hands.tickets(id)).toHaveLength(1)
    const { rows } = await person.must('gathering.mine', {})
    expect(rows).toMatchObject([
      { gathering: { gatheringId: id, state: 'signed_up' }, ticket: { ticketId, state: 'held' } },
    ])
  })

  test('without consent, or with an answer that does not hold, nothing is taken', async () => {
    const id = await hands.on(operator, { questions })
    const person = await world.member()
    const send = (answers: string[][], agreed = true) =>
      person.send('gathering.signUp', { gatheringId: id, answers, agreed })
    expect((await send([['小满'], []], false)).code).toBe('gathering_unagreed')
    expect((await send([[], ['手冲']])).body).toMatchObject({ code: 'gathering_answers', question: 0 })
    expect((await send([['小满'], ['茶']])).body).toMatchObject({ code: 'gathering_answers', question: 1 })
    expect((await send([['小满'], ['手冲', '手冲']])).body).toMatchObject({ code: 'gathering_answers', question: 1 })
    expect((await send([['小满'], [], ['多一个']])).code).toBe('gathering_answers')
    expect((await send([['x'.repeat(101)]])).code).toBe('input_invalid')
    expect([await hands.tickets(id), (await hands.row(id)).taken]).toEqual([[], 0])
  })

  test('by tier, and in time only', async () => {
    const tiered = await hands.on(operator, { minLevel: 3 })
    const person = await world.member()
    expect((await hands.signUp(person, tiered)).code).toBe('gathering_tier')
    expect((await hands.shown(person, tiered)).gathering).toMatchObject({ state: 'locked' })
    const closed = await hands.on(operator, {
      startsAt: inHours(world, 3),
      endsAt: inHours(world, 5),
      signUpUntil: inHours(world, 1),
    })
    world.clock.advance(HOUR_MS)
    await person.relogin()
    expect((await hands.signUp(person, closed)).code).toBe('gathering_closed')
    world.clock.advance(4 * HOUR_MS)
    await person.relogin()
    expect((await hands.signUp(person, closed)).code).toBe('gathering_over')
    expect((await person.must('gathering.list', {})).gatherings.map(({ gatheringId }) => gatheringId)).not.toContain(
      closed,
    )
  })

  test('a visitor sees what is on, and joins before signing up', async () => {
    const id = await hands.on(await world.operator())
    const visitor = await world.visitor()
    expect(await visitor.must('gathering.show', { gatheringId: id })).toMatchObject({ joined: false, ticket: null })
    const { gatherings } = await visitor.must('gathering.list', {})
    expect(gatherings.find(({ gatheringId }) => gatheringId === id)).toMatchObject({ state: 'open' })
    expect((await visitor.send('gathering.signUp', hands.wish(id))).code).toBe('join_needed')
  })
})

describe('counter.admit, counter.undoAdmission, gathering.showCode, gathering.door', () => {
  test('with the ticket: scanned, let in, given what coming gives, once; undone, all goes back', async () => {
    const templateId = await hands.template({ name: '品鉴券' })
    const id = await hands.on(operator, { points: 30, templateId, tag: '来品鉴' })
    const person = await world.member()
    const ticketId = await hands.signedUp(person, id)
    const before = await hands.points(person)
    const { code } = await person.must('gathering.showCode', { ticketId })
    const { visit } = await clerk.must('counter.scan', { storeId: world.shop.stores.wutong, code })
    expect(visit).toMatchObject({ kind: 'ticket', coupons: [], orders: [] })
    expect(visit.tickets).toMatchObject([{ gatheringId: id, walkIn: false, usable: true, why: null }])
    const admission = await clerk.must('counter.admit', { visitId: visit.id, gatheringId: id })
    expect(admission).toMatchObject({ ticketId, title: '新豆品鉴', gave: '送了 30 积分、「品鉴券」' })
    expect(await hands.points(person)).toBe(before + 30)
    expect((await hands.shown(person, id)).ticket).toMatchObject({
      state: 'used',
      points: 30,
      couponId: expect.any(String) as string,
    })
    expect((await operator.must('member.tagsOf', { memberId: person.memberId })).tags).toMatchObject([
      { tag: '来品鉴', by: `gathering:${id}` },
    ])
    expect(await hands.letIn(person, clerk, id)).toMatchObject({ code: 'ticket_used' })
    const { rows, totals } = await clerk.must('counter.day', { storeId: world.shop.stores.wutong })
    expect(rows[0]).toMatchObject({
      kind: 'admission',
      subjectId: ticketId,
      points: 30,
      undoUntil: expect.any(String) as string,
    })
    expect(totals.admitted).toBeGreaterThan(0)
    expect(await clerk.must('counter.undoAdmission', { ticketId, reason: '扫错人了' })).toMatchObject({
      at: null,
      gave: null,
    })
    expect(await hands.points(person)).toBe(before)
    expect((await hands.shown(person, id)).ticket).toMatchObject({ state: 'held', points: 0, couponId: null })
    expect((await operator.must('member.tagsOf', { memberId: person.memberId })).tags).toEqual([])
    expect((await clerk.send('counter.undoAdmission', { ticketId, reason: '再撤' })).code).toBe('undo_done')
    expect((await hands.letIn(person, clerk, id)).status).toBe(200)
    expect(await hands.points(person)).toBe(before + 30)
  })

  test('without a ticket as long as there are seats, where that is allowed; undone, the seat is free', async () => {
    const id = await hands.on(operator, { seats: 1 })
    const [person, other] = [await world.member(), await world.member()]
    const visit = await hands.visitWith(person, clerk)
    expect(visit.tickets.find(({ gatheringId }) => gatheringId === id)).toMatchObject({ walkIn: true, usable: true })
    const { ticketId } = await clerk.must('counter.admit', { visitId: visit.id, gatheringId: id })
    expect((await hands.letIn(other, clerk, id)).code).toBe('gathering_full')
    await clerk.must('counter.undoAdmission', { ticketId, reason: '点错了' })
    expect((await hands.row(id)).taken).toBe(0)
    expect((await hands.letIn(other, clerk, id)).status).toBe(200)
    const closed = await hands.on(operator, { walkIns: false })
    expect((await hands.letIn(person, clerk, closed)).code).toBe('gathering_not_signed_up')
    expect((await hands.visitWith(person, clerk)).tickets.map(({ gatheringId }) => gatheringId)).not.toContain(closed)
  })

  test('by a phone number too: who is on the list comes in', async () => {
    const id = await hands.on(operator, { points: 5 })
    const phone = `137${String(Date.now()).slice(-8)}`
    const privacyVersion = (await (await world.visitor()).must('joining.landing', {})).privacyVersion
    const { visit } = await clerk.must('counter.enrol', {
      storeId: world.shop.stores.wutong,
      phone,
      agreed: true,
      privacyVersion,
    })
    expect(visit.tickets.find(({ gatheringId }) => gatheringId === id)).toMatchObject({ walkIn: true })
    expect(await clerk.must('counter.admit', { visitId: visit.id, gatheringId: id })).toMatchObject({
      gave: '送了 5 积分',
    })
  })

  test('too early, too late, in another store, and by another’s visit', async () => {
    const early = await hands.on(operator, { startsAt: inHours(world, 3), endsAt: inHours(world, 4) })
    const elsewhere = await hands.on(operator, { storeId: world.shop.stores.riverside })
    const anywhere = await hands.on(operator, { storeId: null, place: '滨江草坪' })
    const person = await world.member()
    const ticketId = await hands.signedUp(person, early)
    expect((await hands.letIn(person, clerk, early)).code).toBe('gathering_early')
    expect((await person.send('gathering.showCode', { ticketId })).code).toBe('gathering_early')
    expect((await hands.letIn(person, clerk, elsewhere)).code).toBe('gathering_elsewhere')
    expect((await hands.letIn(person, clerk, anywhere)).status).toBe(200)
    const visit = await hands.visitWith(person, clerk)
    const colleague = await world.staff()
    expect((await colleague.send('counter.admit', { visitId: visit.id, gatheringId: anywhere })).code).toBe('not_found')
    world.clock.advance(5.5 * HOUR_MS)
    for (const who of [person, clerk]) await who.relogin()
    expect((await hands.letIn(person, clerk, early)).code).toBe('gathering_over')
    expect((await hands.shown(person, early)).gathering.state).toBe('missed')
  })

  test('a ticket opens its own gathering only, and a coupon’s code none', async () => {
    const [mine, other] = [await hands.on(operator), await hands.on(operator)]
    const person = await world.member()
    const ticketId = await hands.signedUp(person, mine)
    const { code } = await person.must('gathering.showCode', { ticketId })
    const { visit } = await clerk.must('counter.scan', { storeId: world.shop.stores.wutong, code })
    expect(visit.tickets).toHaveLength(1)
    expect((await clerk.send('counter.admit', { visitId: visit.id, gatheringId: other })).code).toBe('not_found')
  })

  test('the door says how many hold a ticket and how many came', async () => {
    const id = await hands.on(operator, { seats: 9 })
    const people = [await world.member(), await world.member(), await world.member()]
    for (const person of people) await hands.signedUp(person, id)
    await hands.came(people[0] ?? (await world.member()), clerk, id)
    const { gatherings } = await clerk.must('gathering.door', { storeId: world.shop.stores.wutong })
    expect(gatherings.find(({ gatheringId }) => gatheringId === id)).toMatchObject({
      open: true,
      seats: 9,
      held: 2,
      came: 1,
    })
    expect((await clerk.send('gathering.door', { storeId: world.shop.stores.riverside })).code).toBe('store_not_yours')
  })

  test('a coupon that was used before the admission was undone is not given again', async () => {
    const templateId = await hands.template()
    const id = await hands.on(operator, { templateId })
    const person = await world.member()
    const couponOf = async () => (await hands.tickets(id))[0]?.couponId ?? null
    const first = await hands.came(person, clerk, id)
    const unused = await couponOf()
    await clerk.must('counter.undoAdmission', { ticketId: first, reason: '扫错了' })
    await hands.came(person, clerk, id)
    const couponId = (await couponOf()) ?? ''
    expect(couponId).not.toBe(unused)
    await clerk.must('counter.verify', { visitId: (await hands.visitWith(person, clerk)).id, couponId })
    await clerk.must('counter.undoAdmission', { ticketId: first, reason: '又扫错了' })
    await hands.came(person, clerk, id)
    expect(await couponOf()).toBeNull()
    const given = await world.db.manager.findBy(Coupons, { memberId: person.memberId, templateId })
    expect(given.map(({ state }) => state).sort()).toEqual(['used', 'void'])
  })

  test('only who may undo it, and in time', async () => {
    const id = await hands.on(operator)
    const person = await world.member()
    const ticketId = await hands.came(person, clerk, id)
    const elsewhere = await world.staff('clerk', [world.shop.stores.riverside])
    expect((await elsewhere.send('counter.undoAdmission', { ticketId, reason: '试试' })).code).toBe('not_found')
    world.clock.advance(11 * 60_000)
    await clerk.relogin()
    expect((await clerk.send('counter.undoAdmission', { ticketId, reason: '晚了' })).code).toBe('undo_too_late')
    const manager = await world.staff('manager')
    expect((await manager.send('counter.undoAdmission', { ticketId, reason: '店长撤销' })).status).toBe(200)
  })
})

describe('gathering.guests, gathering.figures, the file', () => {
  test('who signed up, by masked names; how it went; and what they answered for who may export', async () => {
    const id = await hands.on(operator, { points: 10, questions })
    const [came, held, gone, walkIn] = [
      await world.member(),
      await world.member(),
      await world.member(),
      await world.member(),
    ]
    const sign = (person: typeof came, name: string) =>
      person.must('gathering.signUp', { gatheringId: id, answers: [[name], ['奶咖']], agreed: true })
    await sign(came, '=1+1')
    await sign(held, '乙')
    const { ticket } = await sign(gone, '丙')
    await gone.must('gathering.withdraw', { ticketId: ticket.ticketId })
    await hands.came(came, clerk, id)
    await hands.came(walkIn, clerk, id)
    const { rows } = await operator.must('gathering.guests', { gatheringId: id })
    expect(rows.map(({ state, walkIn: on }) => [state, on])).toEqual([
      ['used', true],
      ['withdrawn', false],
      ['held', false],
      ['used', false],
    ])
    expect(rows[0]?.name).toMatch(/^会员\d{4}$/)
    expect((await operator.must('gathering.guests', { gatheringId: id, state: 'held' })).rows).toHaveLength(1)
    const figures = { signedUp: 2, withdrawn: 1, came: 2, walkIns: 1, newcomers: 2, points: 20, coupons: 0 }
    expect(await operator.must('gathering.figures', { gatheringId: id })).toEqual({ ...figures, missed: 0 })
    const get = (who: OperatorClient) =>
      fetch(`${world.url}/exports/gathering-guests/${id}.csv`, {
        headers: { authorization: `Bearer ${who.session.accessToken}` },
      })
    const lines = (await (await get(operator)).text()).trim().split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[0]).toContain('怎么称呼,爱喝什么')
    expect(lines[1]).toContain(`"'=1+1",奶咖`)
    expect(lines[3]).toMatch(/已退,,.*,,,$/)
    expect((await get(await world.operator('manager'))).status).toBe(403)
    world.clock.advance(5 * HOUR_MS)
    const later = await world.operator()
    expect((await later.must('gathering.figures', { gatheringId: id })).missed).toBe(1)
  })
})

test('channel.createCode: a code opens a gathering, and none that is not', async () => {
  const id = await hands.on(operator)
  const manager = await world.staff('manager')
  const asked = { storeId: world.shop.stores.wutong, kind: 'event', label: '品鉴海报' } as const
  const { code } = await manager.must('channel.createCode', { ...asked, opens: { page: 'gathering', id } })
  expect(code.opens).toEqual({ page: 'gathering', id })
  const visitor = await world.visitor()
  expect(await visitor.must('joining.landing', { scene: code.scene })).toMatchObject({
    opens: { page: 'gathering', id },
  })
  const nowhere = { ...asked, opens: { page: 'gathering', id: '99999' } as const }
  expect((await manager.send('channel.createCode', nowhere)).code).toBe('not_found')
  expect((await operator.send('channel.addCode', { kind: 'event', label: '没有', opens: nowhere.opens })).code).toBe(
    'not_found',
  )
  expect(
    (await operator.must('channel.addCode', { kind: 'link', label: '推文', opens: { page: 'gathering', id } })).code
      .opens,
  ).toEqual({ page: 'gathering', id })
})
