import { tallied } from '@huitou/shared/survey/rules'
import { In } from 'typeorm'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Answers, Tallies } from '../entities'
import { surveyById } from '../queries'
import { openAnswers } from '../sealed'

const A_SLICE = 200

/** Counts the next answers of one survey. The tally is taken first: of two that count at once the second sees what the first left. */
async function countSlice(tx: Tx, { vault }: Platform, surveyId: string) {
  const tally = await tx.findOne(Tallies, { where: { surveyId }, ...forUpdate(tx) })
  if (!tally) return
  const { questions } = await surveyById(tx, surveyId)
  const where = { surveyId, tally: 'waits' } as const
  const rows = await tx.find(Answers, { where, order: { id: 'ASC' }, take: A_SLICE, ...forUpdate(tx) })
  let counted = tally.questions
  for (const row of rows) counted = tallied(questions, counted, openAnswers(vault, row.answersSealed))
  await tx.update(Answers, { id: In(rows.map(({ id }) => id)) }, { tally: 'counted' })
  await tx.update(Tallies, { id: tally.id }, { answers: tally.answers + rows.length, questions: counted })
}

/**
 * Puts answers into the tally of their survey. Not while answering: what is answered is sealed, and all who answer at once would wait for
 * the one row. True when more wait.
 */
export async function countNext(platform: Platform, _now: Date): Promise<boolean> {
  const { db } = platform
  const next = await db.manager.findOne(Answers, { select: { surveyId: true }, where: { tally: 'waits' } })
  if (!next) return false
  await inTransaction(db, (tx) => countSlice(tx, platform, next.surveyId))
  return true
}
