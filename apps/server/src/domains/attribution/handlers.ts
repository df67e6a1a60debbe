import type { EventHandler } from '#server/platform/events/deliver'
import { factText } from '#server/platform/events/fact'
import { countJoin, countScan, countValue } from './count'

const valueOn = (event: string): EventHandler => ({
  name: `attribution.on.${event}`,
  event,
  run: async (tx, { data }) => {
    const memberId = factText(data, 'memberId')
    if (memberId !== '') await countValue(tx, memberId)
  },
})

export const attributionHandlers: EventHandler[] = [
  {
    name: 'attribution.on.channel.scanned',
    event: 'channel.scanned',
    run: async (tx, { data, at }) => {
      const codeId = factText(data, 'codeId')
      if (codeId !== '') await countScan(tx, codeId, at)
    },
  },
  {
    name: 'attribution.on.member.joined',
    event: 'member.joined',
    run: async (tx, { data }) => {
      const memberId = factText(data, 'memberId')
      if (memberId !== '') await countJoin(tx, memberId, data['returning'] === true)
    },
  },
  valueOn('purchase.recorded'),
  valueOn('purchase.refunded'),
  valueOn('member.merged'),
]
