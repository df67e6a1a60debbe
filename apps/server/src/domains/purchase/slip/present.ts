import type { EarnPreview, SlipCard } from '@huitou/shared/purchase/bill-contract'
import { storeById } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { previewEarning } from '../preview'
import { earnedBy } from '../queries'
import { soldLines } from '../sold'
import { Slips, type SlipRow } from './entities'

export const slipById = async (read: Reader, id: string): Promise<SlipRow> =>
  found(await read.findOne(Slips, { where: { id } }))

export const slipOfScene = async (read: Reader, scene: string): Promise<SlipRow> =>
  found(await read.findOne(Slips, { where: { scene } }))

function stateOf({ claimedBy, live, endsAt }: SlipRow, now: Date): SlipCard['state'] {
  if (claimedBy !== null) return 'claimed'
  if (!live) return 'cancelled'
  return endsAt <= now ? 'over' : 'open'
}

const paidLines = ({ lines }: SlipRow) =>
  soldLines({
    lines: lines.map(({ sku, amountFen, ...line }) => ({ ...line, sku: sku ?? undefined, paidFen: amountFen })),
  })

/** What it would give this person, or has given them; nothing to anybody else once it is claimed. */
async function earnOf(read: Reader, slip: SlipRow, memberId: string | null, now: Date): Promise<EarnPreview> {
  const { storeId, boughtAt: at, purchaseId, claimedBy } = slip
  if (purchaseId === null)
    return previewEarning(read, { memberId, storeId, channel: 'store', sold: paidLines(slip), at, now })
  if (claimedBy !== memberId) return { points: 0, growth: 0, why: [] }
  const { points, growth } = await earnedBy(read, purchaseId, now)
  return { points, growth, why: [] }
}

/** A receipt as somebody sees it at `now`; `memberId` null: they are no member yet. What it would give is judged for them. */
export async function presentSlipRow(
  read: Reader,
  slip: SlipRow,
  memberId: string | null,
  now: Date,
): Promise<SlipCard> {
  const { id, scene, storeId, receiptNo, boughtAt, amountFen, lines, endsAt, claimedAt, claimedBy } = slip
  const isMine = claimedBy !== null && claimedBy === memberId
  return {
    ...{ id, scene, receiptNo, amountFen, lines, isMine },
    state: stateOf(slip, now),
    storeName: (await storeById(read, storeId)).name,
    boughtAt: boughtAt.toISOString(),
    earn: await earnOf(read, slip, memberId, now),
    endsAt: endsAt.toISOString(),
    claimedAt: claimedAt?.toISOString() ?? null,
    purchaseId: isMine ? slip.purchaseId : null,
  }
}

export const presentSlip = async (read: Reader, slipId: string, memberId: string | null, now: Date) =>
  presentSlipRow(read, await slipById(read, slipId), memberId, now)
