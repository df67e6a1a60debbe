import { In } from 'typeorm'
import { refusals } from '@huitou/shared/refusals'
import type { Answered, SurveyCard } from '@huitou/shared/survey/contract'
import { cardStateOf, judgeAnswer } from '@huitou/shared/survey/rules'
import { thanksWords } from '@huitou/shared/survey/word-rules'
import { Templates } from '#server/domains/coupon/entities'
import { memberById } from '#server/domains/member/member-of'
import { tagWordsOf } from '#server/domains/member/tag/tags'
import { brandOf } from '#server/domains/store/queries'
import { untilText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { Answers, type AnswerRow, type SurveyRow } from '../entities'
import { givesThanks } from '../thanks'

/** Who looks, with what decides whether they are asked. */
export type Viewer = { memberId: string; level: number; memberTags: string[] }

export const viewerOf = async (read: Reader, memberId: string): Promise<Viewer> => ({
  memberId,
  level: (await memberById(read, memberId)).tierLevel,
  memberTags: await tagWordsOf(read, memberId),
})

type Around = { zone: string; coupons: Map<string, string>; answers: Map<string, AnswerRow> }

async function aroundOf(read: Reader, rows: readonly SurveyRow[], { memberId }: Viewer): Promise<Around> {
  const ids = [...new Set(rows.flatMap(({ templateId }) => templateId ?? []))]
  const templates = ids.length === 0 ? [] : await read.find(Templates, { where: { id: In(ids) } })
  const where = { memberId, surveyId: In(rows.map(({ id }) => id)) }
  const answers = rows.length === 0 ? [] : await read.find(Answers, { where })
  return {
    zone: (await brandOf(read)).zone,
    coupons: new Map(templates.map(({ id, name }) => [id, name])),
    answers: new Map(answers.map((row) => [row.surveyId, row])),
  }
}

export const presentAnswer = ({ id, at, points, couponId, owed }: AnswerRow): Answered => ({
  ...{ answerId: id, at: at.toISOString(), points, couponId, owed },
})

function presentCard(row: SurveyRow, { zone, coupons, answers }: Around, viewer: Viewer, now: Date): SurveyCard {
  const asking = { ...row, ...viewer, answered: answers.has(row.id) }
  const decision = judgeAnswer(asking, now)
  const coupon = row.templateId === null ? null : (coupons.get(row.templateId) ?? null)
  return {
    ...{ surveyId: row.id, title: row.title, about: row.about, closesAt: row.closesAt.toISOString() },
    ...{ until: untilText(row.closesAt, zone), questionCount: row.questions.length },
    state: cardStateOf(asking, now),
    why: decision.ok || asking.answered ? null : refusals[decision.reason].zh,
    thanksWords: thanksWords(row.points, coupon),
    thanksGone: givesThanks(row) && row.thanksTotal !== null && row.thanksGiven >= row.thanksTotal,
  }
}

/** Surveys as a member sees them, each with their answer where there is one. */
export async function cardsFor(read: Reader, rows: readonly SurveyRow[], viewer: Viewer, now: Date) {
  const around = await aroundOf(read, rows, viewer)
  return rows.map((row) => ({
    card: presentCard(row, around, viewer, now),
    answer: around.answers.get(row.id) ?? null,
  }))
}
