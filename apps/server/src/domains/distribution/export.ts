import type { Reader } from '#server/platform/db/tx'
import { Adjustments, Customers, Distributors, Entries, Payouts } from './entities'

const ROWS_MAX = 20_000

/** What is kept about a member as a distributor, and that they came through one. Of the other side nothing but that. */
export async function distributionExported(read: Reader, memberId: string) {
  const own = await read.find(Distributors, { where: { memberId } })
  const bound = await read.find(Customers, { where: { customerId: memberId } })
  const mine = { where: { distributorId: memberId }, order: { id: 'ASC' as const }, take: ROWS_MAX }
  const entries = await read.find(Entries, mine)
  const payouts = await read.find(Payouts, mine)
  const adjustments = await read.find(Adjustments, mine)
  return [
    {
      name: 'distribution',
      title: '分销',
      rows: [
        ...own.map(({ state, words, reason, since }) => ({ as: 'distributor', state, words, reason, since })),
        ...bound.map(({ boundAt, untilAt }) => ({ as: 'customer', boundAt, untilAt })),
      ],
    },
    {
      name: 'distributionEntries',
      title: '分销佣金',
      rows: entries.map(({ kind, amountFen, balanceFen, debtFen, at }) => ({
        kind,
        amountFen,
        balanceFen,
        debtFen,
        at,
      })),
    },
    {
      name: 'distributionAdjustments',
      title: '分销调整',
      rows: adjustments.map(({ amountFen, reason, at }) => ({ amountFen, reason, at })),
    },
    {
      name: 'distributionPayouts',
      title: '分销提现',
      rows: payouts.map(({ amountFen, state, requestedAt, reason, method, paidAt }) => ({
        ...{ amountFen, state, requestedAt, reason, method, paidAt },
      })),
    },
  ]
}
