import { Gatherings, Tickets, type GatheringRow } from '#server/domains/gathering/entities'
import { pageOf } from '#server/domains/gathering/definition/operator-view'
import { whenOf, whereOf } from '#server/domains/gathering/show/words'
import { brandOf, storeById } from '#server/domains/store/queries'
import { stampText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { factText } from '#server/platform/events/fact'
import type { Telling, Told } from './told'

type Facts = { when: string; where: string }
type Said = Pick<Told, 'topic' | 'title' | 'words'> & { note: string }

/** What holders of a ticket are told about their gathering; null where it is not so any more. */
const SAYINGS: Readonly<Record<string, (row: GatheringRow, facts: Facts) => Said | null>> = {
  reminder: ({ state, title }, { when, where }) =>
    state === 'on'
      ? {
          ...({ topic: 'gathering.reminder', title: '活动快开始了', note: '到场出示入场码' } as const),
          words: `「${title}」${when}，在${where}，到场出示入场码`,
        }
      : null,
  moved: ({ state, title }, { when, where }) =>
    state === 'on'
      ? {
          ...({ topic: 'gathering.moved', title: '活动改期或换地方了', note: '来不了可以退票' } as const),
          words: `「${title}」改为${when}，在${where}。来不了可以退票`,
        }
      : null,
  cancelled: ({ state, title, cancelReason }) =>
    state === 'cancelled'
      ? {
          ...({ topic: 'gathering.cancelled', title: '活动取消了', note: '抱歉，下次再约' } as const),
          words: `「${title}」取消了：${cancelReason ?? ''}`,
        }
      : null,
}

async function factsOf(read: Reader, row: GatheringRow): Promise<Facts & { startsAt: string }> {
  const { zone } = await brandOf(read)
  const store = row.storeId === null ? null : (await storeById(read, row.storeId)).name
  return { when: whenOf(row, zone), where: whereOf(row, store), startsAt: stampText(row.startsAt, zone) }
}

const told: Telling = async (read, data) => {
  const memberId = factText(data, 'memberId')
  const ticket = await read.findOne(Tickets, { where: { id: factText(data, 'ticketId'), memberId, state: 'held' } })
  const row = ticket && (await read.findOne(Gatherings, { where: { id: ticket.gatheringId } }))
  if (!row) return []
  const { startsAt, ...facts } = await factsOf(read, row)
  const said = SAYINGS[factText(data, 'what')]?.(row, facts)
  if (!said) return []
  const { note, ...words } = said
  // Once it goes on it is late for a reminder, and not for who is still on the way to hear that it is off or elsewhere.
  const until = words.topic === 'gathering.reminder' ? row.startsAt : row.endsAt
  return [
    {
      ...{ memberId, ...words, page: pageOf(row.id), until },
      facts: { name: row.title, startsAt, place: facts.where, note },
    },
  ]
}

/** What the shop invites to, as messages to who has signed up. */
export const GATHERING_TELLING: Readonly<Record<string, Telling>> = { 'gathering.told': told }
