import { In } from 'typeorm'
import { memberCaps } from '@huitou/shared/points/policy-rules'
import { issueIfLeft } from '#server/domains/coupon/issue'
import { Templates } from '#server/domains/coupon/entities'
import { membershipsOf } from '#server/domains/member/member-of'
import { isFrozen } from '#server/domains/points/account/freeze'
import { expiryFor, pointsPolicy } from '#server/domains/points/policy'
import { earn } from '#server/domains/points/post'
import { today } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Answers, Surveys, type AnswerRow, type SurveyRow } from './entities'

type Answered = Pick<AnswerRow, 'id' | 'memberId'>

/** Names the giving: once for an answer. */
const keyOf = ({ id }: Answered) => `survey:${id}`

/** Points for answering. */
export async function givePoints(tx: Tx, survey: SurveyRow, answer: Answered, now: Date) {
  const { memberId } = answer
  const { day } = await today(tx, now)
  const posted = await earn(
    tx,
    {
      ...{ memberId, unit: 'points', points: survey.points, sourceKey: keyOf(answer), actor: `member:${memberId}` },
      ...{ reason: `答了「${survey.title}」`, source: `问卷 ${survey.id}`, memberActed: true },
      lotSource: 'survey',
      caps: memberCaps((await pointsPolicy(tx, now)).caps, memberId, day),
      ...(await expiryFor(tx, { memberId, at: now })),
    },
    now,
  )
  return { points: posted.granted, txnId: posted.txnId, owed: false }
}

async function giveCoupon(tx: Tx, { templateId }: SurveyRow, answer: Answered, now: Date) {
  const template = templateId === null ? null : await tx.findOne(Templates, { where: { id: templateId } })
  if (!template) return null
  const issue = { memberId: answer.memberId, template, source: 'survey', sourceKey: keyOf(answer), now }
  return (await issueIfLeft(tx, issue))?.id ?? null
}

/** Whether this person was thanked as another membership of theirs: the thanks are given once. */
async function thankedBefore(read: Reader, surveyId: string, memberId: string) {
  const others = (await membershipsOf(read, memberId)).filter((id) => id !== memberId)
  return others.length > 0 && (await read.existsBy(Answers, { surveyId, memberId: In(others), thanked: true }))
}

/**
 * One of the thanks that all share. It is taken before they are given, since whether one is left decides that; who holds it waits only
 * for what comes after it in every other transaction, too.
 */
async function tookThanks(tx: Tx, { id, thanksTotal }: SurveyRow): Promise<boolean> {
  if (thanksTotal === null) return true
  const { affected } = await tx
    .createQueryBuilder()
    .update(Surveys)
    .set({ thanksGiven: () => 'thanks_given + 1' })
    .where('id = :id AND (thanks_total IS NULL OR thanks_given < thanks_total)', { id })
    .execute()
  return affected === 1
}

const NO_POINTS = { points: 0, txnId: null, owed: false }
const NOTHING = { ...NO_POINTS, thanked: false, couponId: null }

export const givesThanks = ({ points, templateId }: Pick<SurveyRow, 'points' | 'templateId'>) =>
  points > 0 || templateId !== null

/** The thanks for an answer, as far as there are any. Points wait for an account that is stopped. The caller holds the member's lock. */
export async function giveThanks(tx: Tx, survey: SurveyRow, answer: Answered, now: Date) {
  if (!givesThanks(survey) || (await thankedBefore(tx, survey.id, answer.memberId))) return NOTHING
  if (!(await tookThanks(tx, survey))) return NOTHING
  const couponId = await giveCoupon(tx, survey, answer, now)
  const given = { thanked: true, couponId }
  if (survey.points === 0) return { ...NO_POINTS, ...given }
  if (await isFrozen(tx, answer.memberId)) return { ...NO_POINTS, owed: true, ...given }
  return { ...(await givePoints(tx, survey, answer, now)), ...given }
}
