import { memberById, memberOfUser } from '#server/domains/member/member-of'
import { mustTakePayments } from '#server/domains/payment/create-payment'
import type { Handlers, Member } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { addPieces, endActivity, pauseActivity, publishActivity } from './activity/lifecycle'
import { operatorActivities, operatorActivity, operatorTeams } from './activity/operator-view'
import { saveActivity } from './activity/save'
import { GroupOrders } from './entities'
import { cardFor } from './card/make'
import { joinTeam, openTeam } from './place'
import { openActivities, showActivity, showTeam } from './show/activity'
import { orderOf, ordersOf } from './show/orders'
import { cancelOrder, refundOrder, refundReturned } from './step-back'

const showOrder = (read: Reader, { actor }: { actor: Member }, orderId: string) =>
  orderOf(read, actor.memberId, orderId)
const showOperator = (read: Reader, { now }: { now: Date }, id: string) => operatorActivity(read, id, now)

const consoleRoutes = {
  'groupbuy.activities': (read, { input, now }) => operatorActivities(read, input, now),
  'groupbuy.activity': (read, { input, now }) => operatorActivity(read, input.activityId, now),
  'groupbuy.teams': (read, { input }) => operatorTeams(read, input),
  'groupbuy.saveActivity': { run: (tx, { input, now }) => saveActivity(tx, input, now), show: showOperator },
  'groupbuy.pause': { run: (tx, { input }) => pauseActivity(tx, input.activityId), show: showOperator },
  'groupbuy.end': { run: (tx, { input, now }) => endActivity(tx, input.activityId, now), show: showOperator },
  'groupbuy.refundReturned': {
    run: (tx, { actor, input, now }) => refundReturned(tx, { ...input, operatorId: actor.operatorId, now }),
    show: async (read, _call, id) => {
      const { state, refundCause } = await read.findOneByOrFail(GroupOrders, { id })
      return { orderId: id, state, refundCause }
    },
  },
  'groupbuy.addStock': {
    run: (tx, { actor, input, now }) => addPieces(tx, { ...input, operatorId: actor.operatorId, now }),
    show: showOperator,
  },
} satisfies Partial<Handlers>

const memberRoutes = {
  'groupbuy.list': (read, { now }) => openActivities(read, now),
  'groupbuy.show': async (read, { actor, input, now }) =>
    showActivity(read, input.activityId, await memberOfUser(read, actor.userId), now),
  'groupbuy.team': async (read, { actor, input, now }) =>
    showTeam(read, input.scene, await memberOfUser(read, actor.userId), now),
  'groupbuy.order': (read, { actor, input }) => orderOf(read, actor.memberId, input.orderId),
  'groupbuy.mine': (read, { actor, input }) => ordersOf(read, actor.memberId, input.before),
  'groupbuy.cancel': {
    run: (tx, { actor, input, now }) => cancelOrder(tx, { ...input, memberId: actor.memberId, now }),
    show: showOrder,
  },
  'groupbuy.refund': {
    run: (tx, { actor, input, now }) => refundOrder(tx, { ...input, memberId: actor.memberId, now }),
    show: showOrder,
  },
} satisfies Partial<Handlers>

/** Whoever sells must be able to take money: without WeChat Pay nothing is published and nothing ordered. */
export const groupbuyRoutes = (platform: Platform) =>
  ({
    ...consoleRoutes,
    ...memberRoutes,
    'groupbuy.publish': {
      run: (tx, { input, now }) => {
        mustTakePayments(platform)
        return publishActivity(tx, input.activityId, now)
      },
      show: showOperator,
    },
    'groupbuy.card': async (unit, { actor, input, now }) => {
      const { userFingerprint } = await memberById(platform.db.manager, actor.memberId)
      return cardFor(platform, unit, { scene: input.scene, person: userFingerprint, now })
    },
    'groupbuy.open': {
      run: (tx, { actor, input, now }) => {
        mustTakePayments(platform)
        return openTeam(tx, { ...input, memberId: actor.memberId, now })
      },
      show: showOrder,
    },
    'groupbuy.join': {
      run: (tx, { actor, input, now }) => {
        mustTakePayments(platform)
        return joinTeam(tx, { ...input, memberId: actor.memberId, now })
      },
      show: showOrder,
    },
  }) satisfies Partial<Handlers>
