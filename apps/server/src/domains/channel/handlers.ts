import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { EventHandler } from '#server/platform/events/deliver'
import { CodeStats, type CodeStatRow } from './entities'

async function count(tx: Tx, codeId: string, what: keyof Omit<CodeStatRow, 'codeId'>) {
  const before = await tx.findOne(CodeStats, { where: { codeId }, ...forUpdate(tx) })
  if (!before) await tx.insert(CodeStats, { codeId, scans: 0, joins: 0, [what]: 1 })
  else await tx.update(CodeStats, { codeId }, { [what]: before[what] + 1 })
}

export const channelHandlers: EventHandler[] = [
  {
    name: 'channel.countScan',
    event: 'channel.scanned',
    run: async (tx, { data }) => {
      if (typeof data['codeId'] === 'string') await count(tx, data['codeId'], 'scans')
    },
  },
  {
    name: 'channel.countJoin',
    event: 'member.joined',
    run: async (tx, { data }) => {
      // Who comes back did not join by it: leaving and coming again would make a code look better than every report says.
      if (data['returning'] === true || typeof data['sourceCodeId'] !== 'string') return
      await count(tx, data['sourceCodeId'], 'joins')
    },
  },
]
