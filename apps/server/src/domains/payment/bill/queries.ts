import { LessThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { BillCard } from '@huitou/shared/payment/console-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Bills, Differences, type BillRow, type DifferenceRow } from './entities'

const DIFFERENCES_MAX = 500

const presentBill = (row: BillRow): BillCard => ({
  ...{ day: row.day, state: row.state, paidCount: row.paidCount, paidFen: row.paidFen },
  ...{ refundCount: row.refundCount, refundFen: row.refundFen, differenceCount: row.differenceCount },
  ...{ fetchedAt: row.fetchedAt?.toISOString() ?? null, lastError: row.lastError },
})

const presentDifference = ({ kind, outTradeNo, outRefundNo, oursFen, theirsFen }: DifferenceRow) => ({
  ...{ kind, outTradeNo, outRefundNo, oursFen, theirsFen },
})

/** Newest day first. */
export async function billsPage(read: Reader, before: string | undefined) {
  const older = before === undefined ? {} : { day: LessThan(Number(idCursor(before))) }
  const rows = await read.find(Bills, { where: older, order: { day: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const last = page[page.length - 1]
  return { rows: page.map(presentBill), next: rows.length > PAGE_SIZE && last ? String(last.day) : null }
}

export async function billOfDay(read: Reader, day: number): Promise<Output<'payment.bill'>['bill']> {
  const bill = found(await read.findOne(Bills, { where: { day } }))
  const differences = await read.find(Differences, { where: { day }, order: { id: 'ASC' }, take: DIFFERENCES_MAX })
  return { ...presentBill(bill), differences: differences.map(presentDifference) }
}
