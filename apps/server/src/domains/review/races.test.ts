import type { MemberClient, OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { ReviewScores } from './entities'
import { reviewHands, stars } from './test-review'

let world: World
let hands: ReturnType<typeof reviewHands>
let operator: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  hands = reviewHands(world)
  operator = await world.operator()
  await hands.policy(operator, { points: 5 })
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

type Answer = { status: number; code?: string | undefined }

const done = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200).length
const codes = (answers: readonly Answer[]) =>
  [...new Set(answers.flatMap(({ status, code }) => (status === 200 ? [] : [code ?? ''])))].sort()

/** Who was told that it is busy asks once more, as a phone does. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    const answer = await ask()
    if (answer.code !== 'busy' || tries === 9) return answer
  }
}

const together = (asks: readonly (() => Promise<Answer>)[]) => Promise.all(asks.map(patiently))

test('one purchase from eight devices at once: one review, its points once', async () => {
  const person = await world.member()
  const purchaseId = await hands.buy(person)
  const before = await hands.points(person)
  const answers = await together(Array.from({ length: 8 }, () => () => hands.write(person, purchaseId, stars(1, 1, 1))))
  expect([done(answers), codes(answers)]).toEqual([1, ['review_written']])
  const [row, ...others] = await hands.rows(purchaseId)
  expect([others, await hands.points(person)]).toEqual([[], before + 5])
  expect(await hands.work(row?.id ?? '')).toHaveLength(1)
})

test('five purchases at once: the day’s reward once', async () => {
  const person = await world.member()
  const ids: string[] = []
  for (let round = 0; round < 5; round += 1) ids.push(await hands.buy(person))
  const before = await hands.points(person)
  const answers = await together(ids.map((id) => () => hands.write(person, id)))
  expect([done(answers), await hands.points(person)]).toEqual([5, before + 5])
})

test('reviewed while it is given back: whichever is first, nothing is kept for what was given back', async () => {
  for (let round = 0; round < 6; round += 1) {
    const person = await world.member()
    const before = await hands.points(person)
    const purchaseId = await hands.buy(person)
    const [answer] = await Promise.all([patiently(() => hands.write(person, purchaseId)), hands.refund(purchaseId)])
    expect(['review_refunded', undefined]).toContain(answer.code)
    await hands.heard()
    expect(await hands.points(person)).toBe(before)
    for (const row of await hands.rows(purchaseId)) expect(row.refundedAt).not.toBeNull()
  }
})

test('two managers and the office reply at once: one does, and the words are theirs', async () => {
  const [first, second] = [await world.staff('manager'), await world.staff('manager')]
  for (let round = 0; round < 3; round += 1) {
    const { reviewId, purchaseId } = await hands.reviewed(await world.member())
    const answers = await together([
      () => first.send('review.reply', { reviewId, words: '一号' }),
      () => second.send('review.reply', { reviewId, words: '二号' }),
      () => operator.send('review.answer', { reviewId, words: '三号' }),
    ])
    expect([done(answers), codes(answers)]).toEqual([1, ['review_replied']])
    const winner = ['一号', '二号', '三号'][answers.findIndex(({ status }) => status === 200)]
    expect((await hands.rows(purchaseId))[0]?.reply).toBe(winner)
  }
})

test('changed while it is answered: what was answered is what stands, with as many scores as were asked', async () => {
  const manager = await world.staff('manager')
  for (let round = 0; round < 4; round += 1) {
    const person = await world.member()
    const { reviewId, purchaseId } = await hands.reviewed(person)
    const answers = await together([
      () => person.send('review.change', hands.wish(purchaseId, stars(1, 1, 1))),
      () => person.send('review.change', hands.wish(purchaseId, stars(1, 1, 1))),
      () => manager.send('review.reply', { reviewId, words: '谢谢' }),
    ])
    expect(answers[2]?.status).toBe(200)
    expect(codes(answers).filter((code) => code !== 'review_answered')).toEqual([])
    const kept = await world.db.manager.find(ReviewScores, { where: { reviewId }, order: { place: 'ASC' } })
    const [row] = await hands.rows(purchaseId)
    expect(kept.map(({ score }) => score)).toEqual(row?.scores.map(({ score }) => score))
  }
})

test('the same key again after a lost answer has one effect and the same answer', async () => {
  const person: MemberClient = await world.member()
  const purchaseId = await hands.buy(person)
  const key = 'review-lost-answer-1'
  const ask = (text: string | null) => person.send('review.write', hands.wish(purchaseId, stars(), text), key)
  const [first, second] = [await ask(null), await ask(null)]
  expect([first.status, second.body]).toEqual([200, first.body])
  expect((await ask('别的')).code).toBe('key_reused')
  expect(await hands.rows(purchaseId)).toHaveLength(1)
})
