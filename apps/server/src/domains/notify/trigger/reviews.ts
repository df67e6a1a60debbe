import { Reviews } from '#server/domains/review/entities'
import { storeById } from '#server/domains/store/queries'
import { factText } from '#server/platform/events/fact'
import type { Telling } from './told'

/** The shop has answered. What it says is read on the page: it may be about the person, so it is kept in one place only. */
const replied: Telling = async (read, data) => {
  const row = await read.findOne(Reviews, { where: { id: factText(data, 'reviewId') } })
  if (!row || row.reply === null) return []
  const { name: store } = await storeById(read, row.storeId)
  return [
    {
      ...{ memberId: row.memberId, topic: 'review.replied', title: '店里回复了你的评价' },
      ...{ words: `${store}回复了你的评价，点开看看`, page: `account/purchase/index?purchaseId=${row.purchaseId}` },
      facts: { store, note: '点开看店里怎么说' },
    },
  ]
}

/** What the shop answers to members, as messages. */
export const REVIEW_TELLING: Readonly<Record<string, Telling>> = { 'review.replied': replied }
