import { In, LessThan } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { ShopReview } from '@huitou/shared/review/console-contract'
import { judgeReply } from '@huitou/shared/review/rules'
import { refusals } from '@huitou/shared/refusals'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { Purchases } from '#server/domains/purchase/entities'
import { staffNames } from '#server/domains/staff/queries'
import { Stores } from '#server/domains/store/entities'
import type { Vault } from '#server/platform/crypto/vault'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Reviews, type ReviewRow } from '../entities'
import { openText } from '../sealed'

const STAFF = 'staff:'
/** An operator speaks for the shop. */
const SHOP = '后台'

const staffIdOf = (by: string) => (by.startsWith(STAFF) ? by.slice(STAFF.length) : null)

/** Everything that a page of reviews is told with, in four questions. */
async function aroundOf(read: Reader, rows: readonly ReviewRow[]) {
  const memberIds = In(rows.map(({ memberId }) => memberId))
  const purchaseIds = In(rows.map(({ purchaseId }) => purchaseId))
  const receipts = { select: { id: true, receiptNo: true }, where: { id: purchaseIds } } as const
  const staffIds = rows.flatMap(({ repliedBy }) => (repliedBy === null ? [] : (staffIdOf(repliedBy) ?? [])))
  return {
    members: new Map((await read.find(Members, { where: { id: memberIds } })).map((one) => [one.id, one])),
    receipts: new Map((await read.find(Purchases, receipts)).map((one) => [one.id, one.receiptNo])),
    stores: new Map((await read.find(Stores)).map((one) => [one.id, one.name])),
    staff: await staffNames(read, staffIds),
  }
}

type Around = Awaited<ReturnType<typeof aroundOf>>
type Viewing = { vault: Vault; by: string; now: Date }

function replyOf({ reply, repliedAt, repliedBy }: ReviewRow, { staff }: Around): ShopReview['reply'] {
  if (repliedAt === null || repliedBy === null) return null
  const staffId = staffIdOf(repliedBy)
  const by = staffId === null ? SHOP : (staff.get(staffId) ?? '')
  return { words: reply ?? '', at: repliedAt.toISOString(), by }
}

function present(row: ReviewRow, around: Around, { vault, by, now }: Viewing): ShopReview {
  const { id, memberId, scores, low, repliedAt, repliedBy } = row
  const member = around.members.get(memberId)
  const left = !member || member.leftAt !== null
  const decision = judgeReply({ repliedAt, repliedBy, by, left }, now)
  return {
    ...{
      reviewId: id,
      storeName: around.stores.get(row.storeId) ?? '',
      memberName: member ? nameForOthers(member) : '',
    },
    ...{ scores, low, text: openText(vault, row.textSealed), receiptNo: around.receipts.get(row.purchaseId) ?? '' },
    ...{ at: row.at.toISOString(), changed: row.changedAt !== null, refunded: row.refundedAt !== null },
    ...{ reply: replyOf(row, around), noReply: decision.ok ? null : refusals[decision.reason].zh },
  }
}

type Asked = { storeId?: string | undefined; onlyLow?: boolean | undefined; before?: string | undefined }

/** Reviews of a store or of all, newest first, along (store, low, id), (store, id) or (low, id). */
export async function reviewsFor(read: Reader, asked: Asked, viewing: Viewing): Promise<Output<'review.all'>> {
  const { storeId, onlyLow = false, before } = asked
  const where = {
    ...(storeId === undefined ? {} : { storeId }),
    ...(onlyLow ? { low: true } : {}),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Reviews, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const around = await aroundOf(read, page)
  return {
    rows: page.map((row) => present(row, around, viewing)),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}

/** What a reply answers. */
export async function presentReply(read: Reader, reviewId: string): Promise<Output<'review.reply'>> {
  const { repliedAt } = await read.findOneByOrFail(Reviews, { id: reviewId })
  return { reviewId, repliedAt: (repliedAt ?? new Date(0)).toISOString() }
}
