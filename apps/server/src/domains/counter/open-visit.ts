import type { Input } from '@huitou/shared/api'
import { takeDigits, takeScanned } from '#server/domains/member/shown-codes'
import { ticketsForCounter } from '#server/domains/gathering/show/door'
import { ordersForCounter } from '#server/domains/mall/order/queries'
import { today } from '#server/domains/store/queries'
import type { Signer } from '#server/platform/crypto/signer'
import type { Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, invalid } from '#server/platform/refused'
import { Visits, type VisitRow } from './entities'
import { couponForCounter } from './judge'

const VISIT_MS = 10 * 60_000

export const mustWorkHere = (staff: Staff, storeId: string) => {
  if (!staff.storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

type Opening = Pick<VisitRow, 'kind' | 'shownCodeId' | 'memberId' | 'subjectId' | 'storeId'>

/** Whether what was scanned cannot be used here and now: it counts as refused. */
async function isRefused(tx: Tx, { kind, subjectId, memberId, storeId }: Opening, now: Date) {
  if (subjectId === null) return false
  if (kind === 'coupon') return !(await couponForCounter(tx, subjectId, storeId, now)).usable
  if (kind === 'ticket') {
    const [ticket] = await ticketsForCounter(tx, { memberId, ticketId: subjectId }, storeId, now)
    return !ticket?.usable
  }
  const [order] = await ordersForCounter(tx, { memberId, orderId: subjectId }, storeId, now)
  return !order?.usable
}

/** Ten minutes of this clerk with a member. Answers the visit's id. */
export async function startVisit(tx: Tx, staff: Staff, opening: Opening, now: Date): Promise<string> {
  mustWorkHere(staff, opening.storeId)
  const { day } = await today(tx, now)
  const { identifiers } = await tx.insert(Visits, {
    ...opening,
    staffId: staff.staffId,
    refused: await isRefused(tx, opening, now),
    day,
    openedAt: now,
    endsAt: new Date(now.getTime() + VISIT_MS),
  })
  return String(identifiers[0]?.['id'])
}

/** Exchanges a code, which works once, for a visit with whose it is. Answers the visit's id. */
export async function openVisit(
  tx: Tx,
  signer: Signer,
  staff: Staff,
  input: Input<'counter.scan'>,
  now: Date,
): Promise<string> {
  const { storeId, code, digits } = input
  mustWorkHere(staff, storeId)
  if ((code === undefined) === (digits === undefined)) throw invalid('code, digits', 'exactly one of them')
  const shown = code !== undefined ? await takeScanned(tx, signer, code, now) : await takeDigits(tx, digits ?? '', now)
  const { id: shownCodeId, memberId, kind, subjectId } = shown
  return startVisit(tx, staff, { kind, shownCodeId, memberId, subjectId, storeId }, now)
}
