import { csvLine } from '@huitou/shared/kit/csv'
import type { Reader } from '#server/platform/db/tx'
import { csvDoor, CSV_MARK, type CsvGuards } from '#server/platform/export/csv-door'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { Codes } from '../entities'
import { LANDING_PAGE } from '../queries'
import { Batches } from './entities'

/** A batch has two thousand codes at most: one read. What the printer needs, and whether a code is used. */
async function* linesOf(read: Reader, batchId: string) {
  yield `${CSV_MARK}${csvLine(['编号', 'scene', '小程序路径', '状态'])}\r\n`
  for (const { label, scene, usedAt } of await read.find(Codes, { where: { batchId }, order: { id: 'ASC' } }))
    yield `${csvLine([label, scene, `${LANDING_PAGE}?scene=${scene}`, usedAt === null ? '' : '已用'])}\r\n`
}

/** GET /exports/channel-codes/<batch>.csv. */
export const channelBatchDoor = (platform: Platform, guards: CsvGuards) =>
  csvDoor(platform, guards, {
    ...{ name: 'channel-codes', action: 'channel.exportCodes', subject: 'batchId' },
    open: async (read, batchId) => {
      found(await read.findOne(Batches, { where: { id: batchId } }))
      return linesOf(read, batchId)
    },
  })
