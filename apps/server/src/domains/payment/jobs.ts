import type { Job } from '#server/platform/jobs/run-jobs'
import { checkDueBills } from './bill/check-due'
import { inTransaction } from '#server/platform/db/tx'
import { forgetPayers } from './leave'
import { settlePayments } from './settle'
import { tellShippings } from './shipping/tell-shipping'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 24 * 60 * MINUTE_MS

export const paymentJobs: Job[] = [
  { name: 'payment.settle', everyMs: SECOND_MS, run: settlePayments },
  { name: 'payment.tellShippings', everyMs: 5 * SECOND_MS, run: tellShippings },
  { name: 'payment.checkBills', everyMs: 10 * MINUTE_MS, run: checkDueBills },
  { name: 'payment.forgetPayers', everyMs: DAY_MS, run: ({ db }) => inTransaction(db, (tx) => forgetPayers(tx, {})) },
]
