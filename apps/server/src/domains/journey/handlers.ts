import { lockSurvivor } from '#server/domains/member/member-of'
import type { EventHandler } from '#server/platform/events/deliver'
import { factText } from '#server/platform/events/fact'
import { Journeys } from './entities'
import { enter } from './run/enter'
import { ENTRANCES } from './sources'

export const journeyHandlers: EventHandler[] = Object.entries(ENTRANCES).map(([event, source]) => ({
  name: `journey.on.${event}`,
  event,
  run: async (tx, told, now) => {
    const memberId = factText(told.data, source.member ?? 'memberId')
    const member = memberId === '' ? null : await lockSurvivor(tx, memberId)
    if (!member) return
    for (const { kind, ...came } of await source.read(tx, told)) {
      const journeys = await tx.find(Journeys, { where: { state: 'on', triggerKind: kind }, order: { id: 'ASC' } })
      // What happened before it was on is not its concern, whenever it is told.
      for (const journey of journeys)
        if (journey.publishedAt !== null && journey.publishedAt <= came.at) await enter(tx, journey, member, came, now)
    }
  },
}))
