import type { Input } from '@huitou/shared/api'
import { faultOfAnswers } from '@huitou/shared/kit/asked-rules'
import { judgeAnswer, tagsFor } from '@huitou/shared/survey/rules'
import { lockMember } from '#server/domains/member/member-of'
import { tagIfRoom, tagWordsOf } from '#server/domains/member/tag/tags'
import type { Vault } from '#server/platform/crypto/vault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { Answers, type AnswerRow } from './entities'
import { surveyById } from './queries'
import { sealAnswers } from './sealed'
import { giveThanks } from './thanks'

type Given = Input<'survey.answer'> & { memberId: string; now: Date }

const NEW_ANSWER: Pick<AnswerRow, 'tally' | 'thanked' | 'points' | 'txnId' | 'couponId' | 'owed'> = {
  ...{ tally: 'waits', thanked: false, points: 0 },
  ...{ txnId: null, couponId: null, owed: false },
}

/**
 * Answers a survey, once. Refuses what `judgeAnswer` refuses, survey_unagreed and survey_answers (with the place of the question). An
 * answer is taken also where no thanks are left. Answers the survey's id.
 */
export async function answer(tx: Tx, vault: Vault, { surveyId, answers, agreed, memberId, now }: Given) {
  const member = await lockMember(tx, memberId)
  const survey = await surveyById(tx, surveyId)
  const answered = await tx.existsBy(Answers, { surveyId, memberId })
  const asked = { level: member.tierLevel, memberTags: await tagWordsOf(tx, memberId), answered }
  mustBe(judgeAnswer({ ...survey, ...asked }, now))
  if (!agreed) throw new Refused('survey_unagreed')
  const question = faultOfAnswers(survey.questions, answers)
  if (question !== null) throw new Refused('survey_answers', { facts: { question } })
  const answersSealed = sealAnswers(vault, answers)
  const row = { ...NEW_ANSWER, surveyId, memberId, answersSealed, at: now }
  const { identifiers } = await tx.insert(Answers, row)
  const id = String(identifiers[0]?.['id'])
  for (const tag of tagsFor(survey.tagRules, answers))
    await tagIfRoom(tx, { memberId, tag, at: now, taggedBy: `survey:${surveyId}` })
  await announce(tx, 'survey.answered', { memberId, surveyId, answerId: id }, now)
  await tx.update(Answers, { id }, await giveThanks(tx, survey, { id, memberId }, now))
  return surveyId
}
