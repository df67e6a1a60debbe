import { MoreThan } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import { csvDoor, CSV_MARK, type CsvGuards } from '#server/platform/export/csv-door'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { CodeBatches, Codes } from './entities'

const A_READ = 1000

/** Codes are capitals and digits: nothing in them needs quoting. */
async function* linesOf(read: Reader, batchId: string) {
  yield `${CSV_MARK}优惠码,已用次数\r\n`
  for (let last = '0'; ;) {
    const where = { batchId, id: MoreThan(last) }
    const rows = await read.find(Codes, { where, order: { id: 'ASC' }, take: A_READ })
    if (rows.length > 0) yield rows.map(({ code, used }) => `${code},${used}\r\n`).join('')
    if (rows.length < A_READ) return
    last = rows[rows.length - 1]?.id ?? last
  }
}

/** GET /exports/coupon-codes/<batch>.csv. */
export const codesDoor = (platform: Platform, guards: CsvGuards) =>
  csvDoor(platform, guards, {
    ...{ name: 'coupon-codes', action: 'coupon.exportCodes', subject: 'batchId' },
    open: async (read, batchId) => {
      found(await read.findOne(CodeBatches, { where: { id: batchId } }))
      return linesOf(read, batchId)
    },
  })
