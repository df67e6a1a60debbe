import { shareOf } from '@huitou/shared/earning/sum-rules'
import { takeBackUnused } from '#server/domains/coupon/use'
import { lockMember, survivorOf } from '#server/domains/member/member-of'
import type { Reverse } from '#server/domains/points/operations'
import { post } from '#server/domains/points/post'
import { today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe } from '#server/platform/refused'
import { Decisions, type DecisionRow, type Fraction, type Posting, type Undoing } from './entities'
import { timeKeys } from './decide/judge'
import { countTimes } from './decide/tally'
import { versionById } from './version/in-force'

export type ReverseAward = {
  decisionId: string
  /** Names this refund among those of its purchase, once and for ever. */
  refundKey: string
  /** How much of what was paid is refunded so far, this time included. */
  partNumerator: number
  partDenominator: number
  /** The same line by line, in the order of the basket: what a line earned goes back with it, and nothing else. */
  lines?: Fraction[]
  now: Date
  reason: string
  actor: string
}

export type TakenBack = { points: number; growth: number; couponsTakenBack: number }

/** What of a posting is undone once so much is refunded. All refunded undoes all of it, whatever the parts were. */
export function undoneOf({ granted, lines }: Pick<Posting, 'granted' | 'lines'>, undoing: Undoing): number {
  if (undoing.whole) return granted
  if (lines.length === 0 || lines.length !== undoing.lines.length)
    return shareOf(granted, undoing.numerator, undoing.denominator)
  return undoing.lines.reduce((sum, { done, of }, at) => sum + (done === 0 ? 0 : shareOf(lines[at] ?? 0, done, of)), 0)
}

const undoingOf = ({ partNumerator, partDenominator, lines = [] }: ReverseAward): Undoing => ({
  numerator: partNumerator,
  denominator: partDenominator,
  whole: partNumerator >= partDenominator,
  lines,
})

const reversalKey = (decisionId: string, refundKey: string) => `refund:${decisionId}:${refundKey}`

type Taking = { ask: ReverseAward; decision: DecisionRow; reversalId: string }

/** Takes from each posting the difference between what is undone now and what was undone before. */
async function takeBack(
  tx: Tx,
  { ask, decision, reversalId }: Taking,
  undoing: Undoing,
  before: readonly DecisionRow[],
) {
  const taken = decision.result.postings.map((posting, at): Posting => {
    const already = before.reduce((sum, one) => sum - (one.result.postings[at]?.granted ?? 0), 0)
    return { ...posting, granted: already - Math.max(already, undoneOf(posting, undoing)), lines: [] }
  })
  const operations = taken.flatMap((posting): Reverse[] =>
    posting.txnId === null || posting.granted === 0
      ? []
      : [
          {
            kind: 'reverse',
            memberId: decision.memberId,
            unit: posting.unit,
            txnId: posting.txnId,
            points: -posting.granted,
            graceDays: 0,
            sourceKey: `unearn:${reversalId}:${posting.lane}`,
            reason: ask.reason,
            source: '退款扣回',
            actor: ask.actor,
            decisionId: reversalId,
            memberActed: false,
          },
        ],
  )
  for (const outcome of await post(tx, operations, ask.now)) mustBe(outcome)
  return taken
}

async function open(tx: Tx, ask: ReverseAward, decision: DecisionRow, undoing: Undoing): Promise<string> {
  const { day } = await today(tx, ask.now)
  const { id: _, ...original } = decision
  const { identifiers } = await tx.insert(Decisions, {
    ...original,
    subjectKey: reversalKey(decision.id, ask.refundKey),
    mode: 'reversal',
    reverses: decision.id,
    at: ask.now,
    day,
    result: { postings: [], coupons: [], fired: [], messages: [], undoing },
    points: 0,
    growth: 0,
  })
  return String(identifiers[0]?.['id'])
}

const sumOf = (postings: readonly Posting[], unit: Posting['unit']) =>
  postings.filter((one) => one.unit === unit).reduce((sum, one) => sum - one.granted, 0)

/** With the whole of it undone go the coupons that nobody has used, and the count of times. */
async function undoRest(tx: Tx, decision: DecisionRow, now: Date): Promise<string[]> {
  const version = decision.versionId === null ? null : await versionById(tx, decision.versionId)
  if (version) {
    const names = timeKeys(version.body, decision.facts, decision.result.fired)
    await countTimes(tx, decision.memberId, names, -1)
  }
  return takeBackUnused(
    tx,
    decision.result.coupons.flatMap((one) => one.couponId ?? []),
    now,
  )
}

const answerOf = ({ points, growth, result }: Pick<DecisionRow, 'points' | 'growth' | 'result'>): TakenBack => ({
  points: 0 - points,
  growth: 0 - growth,
  couponsTakenBack: result.coupons.length,
})

/**
 * Takes back the share of an award that belongs to what was refunded. Parts are differences of what is undone so far, so in any order
 * and sizes they add up to the whole exactly. The same refund again changes nothing.
 */
export async function reverseAward(tx: Tx, ask: ReverseAward): Promise<TakenBack> {
  const { decisionId, refundKey, now } = ask
  const decision = found(await tx.findOne(Decisions, { where: { id: decisionId, mode: 'live' } }))
  await lockMember(tx, await survivorOf(tx, decision.memberId))
  const before = await tx.find(Decisions, { where: { reverses: decisionId }, order: { id: 'ASC' } })
  const same = before.find((one) => one.subjectKey === reversalKey(decisionId, refundKey))
  if (same) return answerOf(same)
  const undoing = undoingOf(ask)
  const reversalId = await open(tx, ask, decision, undoing)
  const postings = await takeBack(tx, { ask, decision, reversalId }, undoing, before)
  const isFirstWhole = undoing.whole && !before.some((one) => one.result.undoing?.whole)
  const couponIds = isFirstWhole ? await undoRest(tx, decision, now) : []
  const coupons = couponIds.map((couponId) => ({ rule: '', templateId: '', couponId }))
  const points = 0 - sumOf(postings, 'points')
  const growth = 0 - sumOf(postings, 'growth')
  const result = { postings, coupons, fired: [], messages: [], undoing }
  await tx.update(Decisions, { id: reversalId }, { result, points, growth })
  await announce(tx, 'earning.reversed', { memberId: decision.memberId, decisionId, points, growth }, now)
  return answerOf({ points, growth, result })
}
