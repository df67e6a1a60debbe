import { IsNull, LessThanOrEqual } from 'typeorm'
import { KEPT_DAYS } from '@huitou/shared/survey/rules'
import type { SurveyAnswers } from '@huitou/shared/survey/schema'
import type { Vault } from '#server/platform/crypto/vault'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Answers, Surveys } from './entities'

const PURPOSE = 'survey-answers'
const DAY_MS = 86_400_000

/** Whatever is asked may be personal, so all of it is sealed (P9). */
export const sealAnswers = (vault: Vault, answers: SurveyAnswers) => vault.seal(JSON.stringify(answers), PURPOSE)

export const openAnswers = (vault: Vault, sealed: string | null): SurveyAnswers =>
  sealed === null ? [] : (JSON.parse(vault.open(sealed, PURPOSE)) as SurveyAnswers)

/** What was answered a year after a survey was over is forgotten (R41); what it came to stays. True when more wait. */
export async function forgetAnswers({ db }: Platform, now: Date): Promise<boolean> {
  const longAgo = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  const over = await db.manager.findOne(Surveys, {
    where: { answersGoneAt: IsNull(), closesAt: LessThanOrEqual(longAgo) },
    order: { closesAt: 'ASC' },
  })
  if (!over) return false
  await inTransaction(db, async (tx) => {
    await tx.update(Answers, { surveyId: over.id, tally: 'waits' }, { tally: 'left_out' })
    await tx.update(Answers, { surveyId: over.id }, { answersSealed: null })
    await tx.update(Surveys, { id: over.id }, { answersGoneAt: now })
  })
  return true
}
