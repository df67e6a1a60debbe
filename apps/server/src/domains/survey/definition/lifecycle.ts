import { surveyFaults, surveyFaultWords } from '@huitou/shared/survey/plan-rules'
import { emptyTally } from '@huitou/shared/survey/rules'
import { Templates } from '#server/domains/coupon/entities'
import { couldIssue } from '#server/domains/coupon/issue'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Surveys, Tallies, type SurveyRow } from '../entities'
import { bodyOf } from './body'

/** What stands in the way of publishing, in words. */
export async function faultsOf(read: Reader, row: SurveyRow, now: Date): Promise<string[]> {
  const template = row.templateId === null ? null : await read.findOne(Templates, { where: { id: row.templateId } })
  const coupon = template && { given: await couldIssue(read, template, now), claimable: template.claimable }
  return surveyFaults(bodyOf(row), coupon, now).map(surveyFaultWords)
}

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Surveys, { where: { id }, ...forUpdate(tx) }))

/** Opens a draft for answers. Refuses survey_not_ready with the faults. Answers its id. */
export async function publishSurvey(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  if (row.state === 'on') throw new Refused('already_done')
  if (row.state === 'ended') throw new Refused('survey_over')
  const faults = await faultsOf(tx, row, now)
  if (faults.length > 0) throw new Refused('survey_not_ready', { facts: { faults } })
  await tx.insert(Tallies, { surveyId: id, answers: 0, questions: emptyTally(row.questions) })
  await tx.update(Surveys, { id }, { state: 'on', publishedAt: now })
  return id
}

/** Ends it for good: from now on, where its time is not over yet. Answers its id. */
export async function endSurvey(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  if (row.state === 'ended') throw new Refused('already_done')
  const closesAt = row.closesAt < now ? row.closesAt : now
  await tx.update(Surveys, { id }, { state: 'ended', endedAt: now, closesAt })
  return id
}
