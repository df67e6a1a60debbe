import type { Output } from '@huitou/shared/api'
import { DEFAULT_REVIEWING, type ReviewPolicy, type Scores } from '@huitou/shared/review/schema'
import { taskHands } from '#server/domains/task/test-task'
import { Items } from '#server/domains/worklist/entities'
import type { MemberClient, OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { Reviews } from './entities'

/** Scores for the things that shops ask about at first. */
export const stars = (...numbers: number[]): Scores =>
  DEFAULT_REVIEWING.aspects.map((aspect, index) => ({ aspect, score: numbers[index] ?? 5 }))

/** Reviews for tests: of purchases recorded as everywhere, written through the doors of members. */
export function reviewHands(world: World) {
  const { buy, refund, heard, points } = taskHands(world)

  const policy = (operator: OperatorClient, change: Partial<ReviewPolicy> = {}) =>
    operator.must('review.savePolicy', { policy: { ...DEFAULT_REVIEWING, ...change }, reason: '试试' })

  const wish = (purchaseId: string, scores = stars(), text: string | null = null) => ({ purchaseId, scores, text })
  const write = (person: MemberClient, purchaseId: string, scores = stars(), text: string | null = null) =>
    person.send('review.write', wish(purchaseId, scores, text))
  const written = (person: MemberClient, purchaseId: string, scores = stars(), text: string | null = null) =>
    person.must('review.write', wish(purchaseId, scores, text))

  /** Bought and reviewed; both ids. */
  async function reviewed(person: MemberClient, scores = stars(), text: string | null = null) {
    const purchaseId = await buy(person)
    return { purchaseId, ...(await written(person, purchaseId, scores, text)) }
  }

  const mine = (person: MemberClient, purchaseId: string): Promise<Output<'review.mine'>> =>
    person.must('review.mine', { purchaseId })
  const rows = (purchaseId: string) => world.db.manager.findBy(Reviews, { purchaseId })
  const work = (reviewId: string) => world.db.manager.findBy(Items, { cause: `review:${reviewId}` })

  return { buy, refund, heard, points, policy, wish, write, written, reviewed, mine, rows, work }
}
