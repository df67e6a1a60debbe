import type { Input } from '@huitou/shared/api'
import { mayBecome } from '@huitou/shared/survey/plan-rules'
import { SURVEY_DEFAULTS, type SurveyBody, type SurveyDraft } from '@huitou/shared/survey/schema'
import { templateById } from '#server/domains/coupon/queries'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { Surveys, type SurveyRow } from '../entities'
import { bodyOf, columnsOf } from './body'
import { faultsOf } from './lifecycle'

function completed(before: SurveyRow | null, sent: SurveyDraft): SurveyBody {
  if (before) return { ...bodyOf(before), ...sent }
  const { title, opensAt, closesAt } = sent
  if (title === undefined) throw invalid('body.title', 'needed for a new survey')
  if (opensAt === undefined) throw invalid('body.opensAt', 'needed for a new survey')
  if (closesAt === undefined) throw invalid('body.closesAt', 'needed for a new survey')
  return { ...SURVEY_DEFAULTS, ...sent, title, opensAt, closesAt }
}

const FRESH = {
  state: 'draft',
  ...{ thanksGiven: 0, publishedAt: null, endedAt: null, answersGoneAt: null },
} as const

async function changePublished(tx: Tx, before: SurveyRow, body: SurveyBody, now: Date) {
  if (before.closesAt <= now) throw new Refused('survey_over')
  if (!mayBecome(bodyOf(before), body)) throw new Refused('survey_published')
  const columns = columnsOf(body)
  const faults = await faultsOf(tx, { ...before, ...columns }, now)
  if (faults.length > 0) throw new Refused('survey_not_ready', { facts: { faults } })
  await tx.update(Surveys, { id: before.id }, { ...columns, savedAt: now })
}

/**
 * Writes a survey as a draft, or changes one; what is left out stays, or has its default. Refuses survey_published and survey_over.
 * Answers its id.
 */
export async function saveSurvey(tx: Tx, { id, body: sent }: Input<'survey.saveDefinition'>, now: Date) {
  const before = id === null ? null : found(await tx.findOne(Surveys, { where: { id }, ...forUpdate(tx) }))
  if (before?.state === 'ended') throw new Refused('survey_over')
  const body = completed(before, sent)
  if (body.templateId !== null) await templateById(tx, body.templateId)
  if (!before) {
    const { identifiers } = await tx.insert(Surveys, { ...columnsOf(body), ...FRESH, savedAt: now })
    return String(identifiers[0]?.['id'])
  }
  if (before.state === 'on') await changePublished(tx, before, body, now)
  else await tx.update(Surveys, { id: before.id }, { ...columnsOf(body), savedAt: now })
  return before.id
}
