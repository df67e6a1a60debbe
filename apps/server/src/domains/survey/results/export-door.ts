import { MoreThan } from 'typeorm'
import { csvLine } from '@huitou/shared/kit/csv'
import { brandOf } from '#server/domains/store/queries'
import { stampText } from '#server/platform/business-day'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import { csvDoor, CSV_MARK, type CsvGuards } from '#server/platform/export/csv-door'
import type { Platform } from '#server/platform/platform'
import { Answers, type SurveyRow } from '../entities'
import { surveyById } from '../queries'
import { openAnswers } from '../sealed'

const A_READ = 500

async function* linesOf(read: Reader, vault: Vault, { id, questions }: SurveyRow) {
  const { zone } = await brandOf(read)
  yield `${CSV_MARK}${csvLine(['会员号', '回答时间', '谢礼积分', ...questions.map(({ label }) => label)])}\r\n`
  for (let last = '0'; ;) {
    const where = { surveyId: id, id: MoreThan(last) }
    const rows = await read.find(Answers, { where, order: { id: 'ASC' }, take: A_READ })
    for (const { memberId, at, points, answersSealed } of rows) {
      const answers = openAnswers(vault, answersSealed)
      const given = questions.map((_, index) => (answers[index] ?? []).join('、'))
      yield `${csvLine([memberId, stampText(at, zone), points, ...given])}\r\n`
    }
    if (rows.length < A_READ) return
    last = rows[rows.length - 1]?.id ?? last
  }
}

/** GET /exports/survey-answers/<survey>.csv: what members answered, by their numbers and without names. */
export const surveyAnswersDoor = (platform: Platform, guards: CsvGuards) =>
  csvDoor(platform, guards, {
    ...{ name: 'survey-answers', action: 'survey.export', subject: 'surveyId' },
    open: async (read, id) => linesOf(read, platform.vault, await surveyById(read, id)),
  })
