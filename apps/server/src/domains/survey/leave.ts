import { In } from 'typeorm'
import { answeredWords } from '@huitou/shared/kit/asked-rules'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Answers, Surveys } from './entities'
import { openAnswers } from './sealed'

const ROWS_MAX = 20_000

const ofMember = (read: Reader, memberId: string) =>
  read.find(Answers, { where: { memberId }, order: { surveyId: 'ASC' }, take: ROWS_MAX })

/** What somebody answered is forgotten; what is in a tally stays there, by nobody's name. */
async function forget(tx: Tx, where: { memberId: string } | { id: string }) {
  await tx.update(Answers, { ...where, tally: 'waits' }, { tally: 'left_out' })
  await tx.update(Answers, where, { answersSealed: null, owed: false })
}

/** Who leaves has answered nothing that could be read. The caller holds their lock. */
export const forgetSurveysOf = (tx: Tx, memberId: string) => forget(tx, { memberId })

/**
 * The answers of a membership go on in another of the same person. Where both have answered, the other's stays theirs; this one is
 * forgotten and keeps its number, since tally and thanks count it. The caller holds both locks.
 */
export async function moveAnswers(tx: Tx, fromMemberId: string, toMemberId: string) {
  const theirs = new Set((await ofMember(tx, toMemberId)).map(({ surveyId }) => surveyId))
  for (const { id, surveyId } of await ofMember(tx, fromMemberId)) {
    if (theirs.has(surveyId)) await forget(tx, { id })
    else await tx.update(Answers, { id }, { memberId: toMemberId })
  }
}

/** What is kept of a member here, for their own copy of everything. */
export async function answersExported(read: Reader, vault: Vault, memberId: string) {
  const rows = await ofMember(read, memberId)
  const ids = rows.map(({ surveyId }) => surveyId)
  const surveys = new Map((await read.find(Surveys, { where: { id: In(ids) } })).map((one) => [one.id, one] as const))
  return [
    {
      name: 'surveys',
      title: '答过的问卷',
      rows: rows.map(({ surveyId, answersSealed, at, points, couponId }) => ({
        ...{ survey: surveys.get(surveyId)?.title ?? '', at, points, couponId },
        answers: answeredWords(surveys.get(surveyId)?.questions, openAnswers(vault, answersSealed)),
      })),
    },
  ]
}
