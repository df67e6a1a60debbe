import { In } from 'typeorm'
import { Stores } from '#server/domains/store/entities'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Reviews } from './entities'
import { openText } from './sealed'

const ROWS_MAX = 20_000

/** What a leaving member wrote is forgotten, with what was answered; that something was said of a purchase stays, under a number that leads to nobody. */
export const forgetReviewsOf = (tx: Tx, memberId: string) =>
  tx.update(Reviews, { memberId }, { textSealed: null, reply: null, owed: null })

/** The reviews of a membership go on in another of the same person. The caller holds both locks. */
export const moveReviews = (tx: Tx, fromMemberId: string, toMemberId: string) =>
  tx.update(Reviews, { memberId: fromMemberId }, { memberId: toMemberId })

/** What is kept of a member here, for their own copy of everything. */
export async function reviewsExported(read: Reader, vault: Vault, memberId: string) {
  const rows = await read.find(Reviews, { where: { memberId }, order: { id: 'ASC' }, take: ROWS_MAX })
  const stores = await read.find(Stores, { where: { id: In([...new Set(rows.map(({ storeId }) => storeId))]) } })
  const names = new Map(stores.map(({ id, name }) => [id, name]))
  return [
    {
      name: 'reviews',
      title: '评价',
      rows: rows.map(({ storeId, scores, textSealed, at, points, reply, repliedAt }) => ({
        ...{ store: names.get(storeId) ?? '', at, text: openText(vault, textSealed), points, reply, repliedAt },
        scores: scores.map(({ aspect, score }) => `${aspect} ${score}`).join('；'),
      })),
    },
  ]
}
