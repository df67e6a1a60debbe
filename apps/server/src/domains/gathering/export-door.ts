import { MoreThan } from 'typeorm'
import { csvLine } from '@huitou/shared/kit/csv'
import { brandOf } from '#server/domains/store/queries'
import { stampText } from '#server/platform/business-day'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import { csvDoor, CSV_MARK, type CsvGuards } from '#server/platform/export/csv-door'
import type { Platform } from '#server/platform/platform'
import { openAnswers } from './answers'
import { namesOf } from './definition/guests'
import { Tickets, type GatheringRow, type TicketRow } from './entities'
import { gatheringById } from './seat'

const A_READ = 500

const STATE_WORDS: Record<TicketRow['state'], string> = { held: '已报名', withdrawn: '已退', used: '已到场' }

async function* linesOf(read: Reader, vault: Vault, { id, questions }: GatheringRow) {
  const { zone } = await brandOf(read)
  const stamp = (at: Date | null) => (at === null ? '' : stampText(at, zone))
  const head = ['会员号', '称呼', '状态', '现场加入', '报名时间', '入场时间', ...questions.map(({ label }) => label)]
  yield `${CSV_MARK}${csvLine(head)}\r\n`
  for (let last = '0'; ;) {
    const where = { gatheringId: id, id: MoreThan(last) }
    const rows = await read.find(Tickets, { where, order: { id: 'ASC' }, take: A_READ })
    const names = await namesOf(read, rows)
    for (const row of rows) {
      const answers = openAnswers(vault, row.answersSealed)
      const [name, state, walkIn] = [names.get(row.memberId) ?? '', STATE_WORDS[row.state], row.walkIn ? '是' : '']
      const fields = [row.memberId, name, state, walkIn, stamp(row.signedUpAt), stamp(row.usedAt)]
      yield `${csvLine([...fields, ...questions.map((_, index) => (answers[index] ?? []).join('、'))])}\r\n`
    }
    if (rows.length < A_READ) return
    last = rows[rows.length - 1]?.id ?? last
  }
}

/** GET /exports/gathering-guests/<gathering>.csv: who signed up, and what they answered. */
export const gatheringGuestsDoor = (platform: Platform, guards: CsvGuards) =>
  csvDoor(platform, guards, {
    ...{ name: 'gathering-guests', action: 'gathering.export', subject: 'gatheringId' },
    open: async (read, id) => linesOf(read, platform.vault, await gatheringById(read, id)),
  })
