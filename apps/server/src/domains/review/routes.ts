import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { changeReview } from './change'
import { policyVersion, policyVersions } from './policy/queries'
import { savePolicy } from './policy/save'
import { replyTo } from './reply'
import { figuresOf } from './show/figures'
import { presentWritten, reviewOf, waitingFor } from './show/mine'
import { presentReply, reviewsFor } from './show/shop'
import { writeReview } from './write'

const asStaff = ({ staffId }: { staffId: string }) => `staff:${staffId}`
const asOperator = ({ operatorId }: { operatorId: string }) => `operator:${operatorId}`

const consoleRoutes = ({ vault }: Platform) =>
  ({
    'review.policy': (read, { now }) => policyVersions(read, now),

    'review.savePolicy': {
      run: (tx, { actor, input, now }) => savePolicy(tx, { ...input, actor: asOperator(actor), now }),
      show: (read, _call, id) => policyVersion(read, id),
    },

    'review.all': (read, { actor, input, now }) => reviewsFor(read, input, { vault, by: asOperator(actor), now }),

    'review.answer': {
      run: (tx, { actor, input, now }) => replyTo(tx, { ...input, by: asOperator(actor), storeIds: null, now }),
      show: (read, _call, id) => presentReply(read, id),
    },

    'review.figures': (read, { input }) => figuresOf(read, input),
  }) satisfies Partial<Handlers>

export const reviewRoutes = (platform: Platform) =>
  ({
    ...consoleRoutes(platform),

    'review.mine': (read, { actor, input, now }) =>
      reviewOf(read, platform.vault, { memberId: actor.memberId, purchaseId: input.purchaseId, now }),

    'review.waiting': (read, { actor, now }) => waitingFor(read, actor.memberId, now),

    'review.write': {
      run: (tx, { actor, input, now }) => writeReview(tx, platform.vault, { ...input, memberId: actor.memberId, now }),
      show: (read, { actor }, id) => presentWritten(read, actor.memberId, id),
    },

    'review.change': {
      run: (tx, { actor, input, now }) => changeReview(tx, platform.vault, { ...input, memberId: actor.memberId, now }),
      show: (read, { actor }, id) => presentWritten(read, actor.memberId, id),
    },

    'review.ofStore': (read, { actor, input, now }) => {
      if (!actor.storeIds.includes(input.storeId)) throw new Refused('store_not_yours')
      return reviewsFor(read, input, { vault: platform.vault, by: asStaff(actor), now })
    },

    'review.reply': {
      run: (tx, { actor, input, now }) => replyTo(tx, { ...input, by: asStaff(actor), storeIds: actor.storeIds, now }),
      show: (read, _call, id) => presentReply(read, id),
    },
  }) satisfies Partial<Handlers>
