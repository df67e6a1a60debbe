import { LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { OperatorSurvey } from '@huitou/shared/survey/console-contract'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Surveys, type SurveyRow } from '../entities'
import { surveyById } from '../queries'
import { bodyOf } from './body'
import { faultsOf } from './lifecycle'

/** The page of the mini program on which a survey is. */
const pageOf = (surveyId: string) => `account/survey/index?surveyId=${surveyId}`

const present = async (read: Reader, row: SurveyRow, now: Date): Promise<OperatorSurvey> => ({
  ...{ id: row.id, state: row.state, ...bodyOf(row), thanksGiven: row.thanksGiven },
  publishedAt: row.publishedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
  path: pageOf(row.id),
  faults: row.state === 'draft' ? await faultsOf(read, row, now) : [],
})

export const operatorSurvey = async (read: Reader, id: string, now: Date) => ({
  survey: await present(read, await surveyById(read, id), now),
})

export async function operatorSurveys(
  read: Reader,
  { state, before }: Input<'survey.definitions'>,
  now: Date,
): Promise<Output<'survey.definitions'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Surveys, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown: OperatorSurvey[] = []
  for (const row of rows.slice(0, PAGE_SIZE)) shown.push(await present(read, row, now))
  return { rows: shown, next: rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null }
}
