import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { preparePayment } from './order/prepare'
import { resultOf } from './order/result'
import { paidBy } from './present'

export const paymentRoutes = (platform: Platform) =>
  ({
    'payment.prepare': (unit, { actor, input, now }) =>
      preparePayment(platform, unit, { ...input, memberId: actor.memberId, now }),
    'payment.result': (unit, { actor, input, now }) =>
      resultOf(platform, unit, { ...input, memberId: actor.memberId, now }),
    'payment.mine': (read, { actor, input }) => paidBy(read, [actor.memberId], input.before),
  }) satisfies Partial<Handlers>
