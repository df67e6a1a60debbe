import type { SurveyBody } from '@huitou/shared/survey/schema'
import type { SurveyRow } from '../entities'

/** A survey as its operator wrote it. */
export const bodyOf = (row: SurveyRow): SurveyBody => ({
  ...{ title: row.title, about: row.about, questions: row.questions },
  ...{ opensAt: row.opensAt.toISOString(), closesAt: row.closesAt.toISOString() },
  ...{ minLevel: row.minLevel, tags: row.tags, points: row.points, templateId: row.templateId },
  ...{ thanksTotal: row.thanksTotal, tagRules: row.tagRules },
})

/** The same as columns. */
export const columnsOf = ({ opensAt, closesAt, ...body }: SurveyBody) => ({
  ...body,
  ...{ opensAt: new Date(opensAt), closesAt: new Date(closesAt) },
})
