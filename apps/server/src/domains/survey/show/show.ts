import { LessThanOrEqual, MoreThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { presentFace } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import type { Reader } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Answers, Surveys, type SurveyRow } from '../entities'
import { surveyById } from '../queries'
import { cardsFor, presentAnswer, viewerOf } from './card'

const OPEN_MAX = 50

/** What a member is asked now, what ends soonest first, along (state, end). */
export async function openFor(read: Reader, memberId: string, now: Date): Promise<Output<'survey.list'>> {
  const rows = await read.find(Surveys, {
    where: { state: 'on', closesAt: MoreThan(now), opensAt: LessThanOrEqual(now) },
    order: { closesAt: 'ASC', id: 'ASC' },
    take: OPEN_MAX,
  })
  const cards = await cardsFor(read, rows, await viewerOf(read, memberId), now)
  return { surveys: cards.map(({ card }) => card).filter(({ state }) => state === 'open' || state === 'done') }
}

async function couponOf(read: Reader, { templateId }: SurveyRow) {
  const known = templateId === null ? undefined : (await templatesWithStores(read, [templateId])).get(templateId)
  return known ? presentFace(known.template, known.storeNames) : null
}

/** One survey with what it asks. A draft is nobody's to see. */
export async function showSurvey(
  read: Reader,
  surveyId: string,
  memberId: string,
  now: Date,
): Promise<Output<'survey.show'>> {
  const row = await surveyById(read, surveyId)
  if (row.publishedAt === null) throw new Refused('not_found')
  const { card, answer } = found((await cardsFor(read, [row], await viewerOf(read, memberId), now))[0])
  return {
    survey: { ...card, questions: row.questions, points: row.points, coupon: await couponOf(read, row) },
    answered: answer && presentAnswer(answer),
    privacyVersion: PRIVACY_VERSION,
  }
}

/** What became of this member's answer. */
export const answeredOf = async (read: Reader, memberId: string, surveyId: string) => ({
  answered: presentAnswer(found(await read.findOne(Answers, { where: { surveyId, memberId } }))),
})
