import { LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { averagePermille, emptyTally, sortsOf } from '@huitou/shared/survey/rules'
import type { Vault } from '#server/platform/crypto/vault'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Answers, Tallies } from '../entities'
import { surveyById } from '../queries'
import { openAnswers } from '../sealed'

/** What the answers come to, from the one row that counts them. */
export async function resultsOf(read: Reader, surveyId: string): Promise<Output<'survey.results'>> {
  const { questions } = await surveyById(read, surveyId)
  const tally = await read.findOne(Tallies, { where: { surveyId } })
  const counted = tally?.questions ?? emptyTally(questions)
  return {
    answers: tally?.answers ?? 0,
    questions: questions.map((question, index) => {
      const { answered, counts } = counted[index] ?? { answered: 0, counts: [] }
      return {
        ...{ question, answered },
        counts: sortsOf(question).map((sort, at) => ({ sort, count: counts[at] ?? 0 })),
        averagePermille: question.kind === 'score' ? averagePermille(counts) : null,
      }
    }),
  }
}

/** What was written to one question, newest first, along (survey, id). Of a page only those who wrote something: it may be short. */
export async function textsOf(
  read: Reader,
  vault: Vault,
  { surveyId, question, before }: Input<'survey.texts'>,
): Promise<Output<'survey.texts'>> {
  const { questions } = await surveyById(read, surveyId)
  if (found(questions[question] ?? null).kind !== 'text') throw new Refused('survey_no_words')
  const where = { surveyId, ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }) }
  const rows = await read.find(Answers, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: page.flatMap(({ id, at, answersSealed }) => {
      const [text] = openAnswers(vault, answersSealed)[question] ?? []
      return text === undefined ? [] : [{ answerId: id, at: at.toISOString(), text }]
    }),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
