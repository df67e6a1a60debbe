import { showCode } from '#server/domains/member/shown-codes'
import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { figuresOf, guestsOf } from './definition/guests'
import { cancelGathering, publishGathering } from './definition/lifecycle'
import { operatorGathering, operatorGatherings } from './definition/operator-view'
import { saveGathering } from './definition/save'
import { Tickets } from './entities'
import { gatheringById } from './seat'
import { viewerOfUser } from './show/card'
import { doorOf } from './show/door'
import { comingFor, ticketsOf } from './show/list'
import { showGathering, ticketOf } from './show/show'
import { mayShow } from './show/ticket'
import { signUp, withdraw } from './sign-up'

const show = (read: Reader, { now }: { now: Date }, id: string) => operatorGathering(read, id, now)

const consoleRoutes = {
  'gathering.definitions': (read, { input, now }) => operatorGatherings(read, input, now),
  'gathering.definition': (read, { input, now }) => operatorGathering(read, input.gatheringId, now),
  'gathering.saveDefinition': { run: (tx, { input, now }) => saveGathering(tx, input, now), show },
  'gathering.publish': { run: (tx, { input, now }) => publishGathering(tx, input.gatheringId, now), show },
  'gathering.cancel': {
    run: (tx, { input, now }) => cancelGathering(tx, input.gatheringId, input.reason, now),
    show,
  },
  'gathering.guests': (read, { input }) => guestsOf(read, input),
  'gathering.figures': (read, { input, now }) => figuresOf(read, input.gatheringId, now),
} satisfies Partial<Handlers>

export const gatheringRoutes = ({ signer, vault }: Platform) =>
  ({
    ...consoleRoutes,

    'gathering.list': async (read, { actor, now }) => comingFor(read, await viewerOfUser(read, actor.userId), now),

    'gathering.mine': (read, { actor, input, now }) => ticketsOf(read, actor.memberId, input.before, now),

    'gathering.show': async (read, { actor, input, now }) =>
      showGathering(read, input.gatheringId, await viewerOfUser(read, actor.userId), now),

    'gathering.signUp': {
      run: (tx, { actor, input, now }) => signUp(tx, vault, { ...input, memberId: actor.memberId, now }),
      show: (read, { actor, now }, ticketId) => ticketOf(read, actor.memberId, ticketId, now),
    },

    'gathering.withdraw': {
      run: (tx, { actor, input, now }) => withdraw(tx, { ...input, memberId: actor.memberId, now }),
      show: (read, { actor, now }, ticketId) => ticketOf(read, actor.memberId, ticketId, now),
    },

    'gathering.showCode': async (tx, { actor, input, now }) => {
      const { memberId } = actor
      const ticket = found(await tx.findOne(Tickets, { where: { id: input.ticketId, memberId } }))
      const gathering = await gatheringById(tx, ticket.gatheringId)
      if (ticket.state === 'used') throw new Refused('ticket_used')
      if (ticket.state === 'withdrawn') throw new Refused('ticket_withdrawn')
      if (gathering.state === 'cancelled') throw new Refused('gathering_cancelled')
      if (!mayShow(gathering, ticket, now))
        throw new Refused(now < gathering.startsAt ? 'gathering_early' : 'gathering_over')
      return showCode(tx, signer, { memberId, kind: 'ticket', subjectId: ticket.id, now })
    },

    'gathering.door': (read, { actor, input, now }) => {
      if (!actor.storeIds.includes(input.storeId)) throw new Refused('store_not_yours')
      return doorOf(read, input.storeId, now)
    },
  }) satisfies Partial<Handlers>
