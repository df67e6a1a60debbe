import { lockSurvivor } from '#server/domains/member/member-of'
import type { EventHandler } from '#server/platform/events/deliver'
import { factText } from '#server/platform/events/fact'
import { feed } from './feed'
import { SOURCES } from './happenings'
import { takeOwed } from './owed'

const happened: EventHandler[] = Object.entries(SOURCES).map(([event, source]) => ({
  name: `task.on.${event}`,
  event,
  run: async (tx, told, now) => {
    const memberId = factText(told.data, source.member ?? 'memberId')
    const member = memberId === '' ? null : await lockSurvivor(tx, memberId)
    if (!member) return
    const before = (await source.before?.(tx, told)) ?? null
    if (before) await feed(tx, member, before, now)
    const happening = await source.read(tx, told)
    if (happening) await feed(tx, member, happening, now)
  },
}))

export const taskHandlers: EventHandler[] = [
  ...happened,
  {
    name: 'task.on.task.owed',
    event: 'task.owed',
    run: (tx, { data }, now) => {
      const [memberId, progressId] = [factText(data, 'memberId'), factText(data, 'progressId')]
      return takeOwed(tx, { memberId, progressId, now })
    },
  },
]
