import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Surveys, type SurveyRow } from './entities'

export const surveyById = async (read: Reader, id: string): Promise<SurveyRow> =>
  found(await read.findOne(Surveys, { where: { id } }))
