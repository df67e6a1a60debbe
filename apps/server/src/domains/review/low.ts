import { hoursAfter, LOW_DUE_HOURS } from '@huitou/shared/review/rules'
import { lowReason } from '@huitou/shared/review/word-rules'
import { askStore } from '#server/domains/worklist/ask'
import type { Tx } from '#server/platform/db/tx'
import type { ReviewRow } from './entities'

type Low = Pick<ReviewRow, 'id' | 'memberId' | 'storeId' | 'scores'>

/** Somebody was let down: who runs the store should hear them within a day. Asked once for a review, however often it is changed. */
export const askForLow = (tx: Tx, { id, memberId, storeId, scores }: Low, receiptNo: string, now: Date) =>
  askStore(tx, {
    ...{ storeId, cause: `review:${id}`, dueAt: hoursAfter(now, LOW_DUE_HOURS), memberId },
    ...{ title: '有位客人不太满意，回复一下', text: null, reason: lowReason(receiptNo, scores) },
    ...{ roles: ['manager', 'owner'], path: `staff/reviews/index?storeId=${storeId}` },
  })
