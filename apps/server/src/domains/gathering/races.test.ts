import type { MemberClient, OperatorClient, StaffClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { codes, done, patiently } from '#test/race'
import { startWorld, type World } from '#test/world'
import { gatheringHands } from './test-gathering'

let world: World
let hands: ReturnType<typeof gatheringHands>
let operator: OperatorClient
let clerk: StaffClient
beforeAll(async () => {
  world = await startWorld()
  hands = gatheringHands(world)
  operator = await world.operator()
  clerk = await world.staff()
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const all = (count: number): Promise<MemberClient[]> => Promise.all(Array.from({ length: count }, () => world.member()))

test('twenty for five places: five have one', async () => {
  const id = await hands.on(operator, { seats: 5 })
  const answers = await Promise.all((await all(20)).map((person) => patiently(() => hands.signUp(person, id))))
  expect([done(answers), codes(answers), (await hands.row(id)).taken]).toEqual([5, ['gathering_full'], 5])
})

test('one member eight times at once has one ticket', async () => {
  const id = await hands.on(operator, { seats: 8 })
  const person = await world.member()
  const answers = await Promise.all(Array.from({ length: 8 }, () => patiently(() => hands.signUp(person, id))))
  expect([done(answers), codes(answers), (await hands.row(id)).taken]).toEqual([1, ['gathering_signed_up'], 1])
})

test('signing up and giving back at once: the places taken are the tickets held', async () => {
  const id = await hands.on(operator, { seats: 3 })
  const people = await all(9)
  await Promise.all(
    people.map(async (person) => {
      const { body, status } = await hands.signUp(person, id)
      if (status !== 200) return
      const { ticketId } = (body as { ticket: { ticketId: string } }).ticket
      await Promise.all([
        person.send('gathering.withdraw', { ticketId }),
        person.send('gathering.withdraw', { ticketId }),
      ])
    }),
  )
  const held = (await hands.tickets(id)).filter(({ state }) => state === 'held').length
  expect((await hands.row(id)).taken).toBe(held)
})

test('two clerks let one member in: one does, the other is told that it was done; the gift is given once', async () => {
  const id = await hands.on(operator, { points: 50, templateId: await hands.template() })
  const colleague = await world.staff()
  for (let round = 0; round < 3; round += 1) {
    const person = await world.member()
    if (round > 0) await hands.signedUp(person, id)
    const before = await hands.points(person)
    const visits = [await hands.visitWith(person, clerk), await hands.visitWith(person, colleague)]
    const admits = visits.map(
      ({ id: visitId }, at) =>
        () =>
          (at === 0 ? clerk : colleague).send('counter.admit', { visitId, gatheringId: id }),
    )
    const answers = await Promise.all(admits.map(patiently))
    expect([done(answers), codes(answers)]).toEqual([1, ['ticket_used']])
    expect(await hands.points(person)).toBe(before + 50)
    const { rows } = await person.must('coupon.list', { tab: 'unused' })
    expect(rows.filter(({ face }) => face.name === '任务券')).toHaveLength(1)
  }
})

test('the last place, for who signs up and for who stands at the door: one has it', async () => {
  for (let round = 0; round < 3; round += 1) {
    const id = await hands.on(operator, { seats: 1 })
    const [home, door] = await all(2)
    if (!home || !door) throw new Error('two people')
    const { id: visitId } = await hands.visitWith(door, clerk)
    const admit = () => clerk.send('counter.admit', { visitId, gatheringId: id })
    const answers = await Promise.all([patiently(() => hands.signUp(home, id)), patiently(admit)])
    expect([done(answers), codes(answers), (await hands.row(id)).taken]).toEqual([1, ['gathering_full'], 1])
  }
})

test('called off while ten sign up: nobody signs up afterwards, and who has is told', async () => {
  const id = await hands.on(operator)
  const people = await all(10)
  const cancel = () => operator.send('gathering.cancel', { gatheringId: id, reason: '停电' })
  const [answers] = await Promise.all([
    Promise.all(people.map((person) => patiently(() => hands.signUp(person, id)))),
    patiently(cancel),
  ])
  expect(codes(answers).filter((code) => code !== 'gathering_cancelled')).toEqual([])
  expect((await hands.row(id)).taken).toBe(done(answers))
  await hands.told()
  expect((await hands.signUp(await world.member(), id)).code).toBe('gathering_cancelled')
})

test('let in, undone and let in at once: what stands and what was given agree', async () => {
  const id = await hands.on(operator, { points: 10 })
  const person = await world.member()
  const before = await hands.points(person)
  const ticketId = await hands.came(person, clerk, id)
  const { id: visitId } = await hands.visitWith(person, clerk)
  await Promise.all([
    ...Array.from({ length: 3 }, () => clerk.send('counter.undoAdmission', { ticketId, reason: '扫错' })),
    ...Array.from({ length: 3 }, () => clerk.send('counter.admit', { visitId, gatheringId: id })),
  ])
  const [ticket] = await hands.tickets(id)
  expect(await hands.points(person)).toBe(before + (ticket?.state === 'used' ? 10 : 0))
})

test('the same key again after a lost answer has one effect and the same answer', async () => {
  const id = await hands.on(operator, { seats: 4 })
  const person = await world.member()
  const key = 'gathering-lost-answer-1'
  const [first, second] = [
    await person.send('gathering.signUp', hands.wish(id), key),
    await person.send('gathering.signUp', hands.wish(id), key),
  ]
  expect([first.status, second.body, (await hands.row(id)).taken]).toEqual([200, first.body, 1])
  const other = { ...hands.wish(id), answers: [['别的']] }
  expect((await person.send('gathering.signUp', other, key)).code).toBe('key_reused')
})
