import type { Ticket } from '@huitou/shared/gathering/contract'
import { DOOR_EARLY_MS, DOOR_LATE_MS, judgeWithdraw } from '@huitou/shared/gathering/rules'
import type { GatheringRow, TicketRow } from '../entities'

type Plan = Pick<GatheringRow, 'state' | 'startsAt' | 'endsAt'>

/** From when on the code of a ticket is of use: when the doors open. */
const showFrom = ({ startsAt }: Plan) => new Date(startsAt.getTime() - DOOR_EARLY_MS)

export const mayShow = (plan: Plan, { state }: Pick<TicketRow, 'state'>, now: Date) =>
  plan.state === 'on' &&
  state === 'held' &&
  now >= showFrom(plan) &&
  now.getTime() < plan.endsAt.getTime() + DOOR_LATE_MS

export const presentTicket = (row: TicketRow, gathering: Plan, now: Date): Ticket => ({
  ...{ ticketId: row.id, state: row.state },
  ...{ signedUpAt: row.signedUpAt.toISOString(), usedAt: row.usedAt?.toISOString() ?? null },
  mayWithdraw: judgeWithdraw({ ...gathering, ticket: row.state }, now).ok,
  ...{ mayShowCode: mayShow(gathering, row, now), showFrom: showFrom(gathering).toISOString() },
  ...{ points: row.points, couponId: row.couponId, giftOwed: row.giftOwed },
})
