import type { Input } from '@huitou/shared/api'
import { takeDigits, takeScanned } from '#server/domains/member/shown-codes'
import { today } from '#server/domains/store/queries'
import type { Signer } from '#server/platform/crypto/signer'
import type { Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused } from '#server/platform/refused'
import { Visits } from './entities'
import { couponForCounter } from './judge'

const VISIT_MS = 10 * 60_000

const mustWorkHere = (staff: Staff, storeId: string) => {
  if (!staff.storeIds.includes(storeId)) throw new Refused('store_not_yours')
}

/** Exchanges a code, which works once, for ten minutes of this clerk with this member or coupon. Answers the visit's id. */
export async function openVisit(
  tx: Tx,
  signer: Signer,
  staff: Staff,
  input: Input<'counter.scan'>,
  now: Date,
): Promise<string> {
  const { storeId, code, digits } = input
  mustWorkHere(staff, storeId)
  if ((code === undefined) === (digits === undefined)) throw new Refused('input_invalid')
  const shown = code !== undefined ? await takeScanned(tx, signer, code, now) : await takeDigits(tx, digits ?? '', now)
  const { day } = await today(tx, now)
  const { memberId, kind, subjectId } = shown
  const refused =
    kind === 'coupon' && subjectId !== null && !(await couponForCounter(tx, subjectId, storeId, now)).usable
  const { identifiers } = await tx.insert(Visits, {
    staffId: staff.staffId,
    storeId,
    shownCodeId: shown.id,
    memberId,
    kind,
    subjectId,
    refused,
    day,
    openedAt: now,
    endsAt: new Date(now.getTime() + VISIT_MS),
  })
  return String(identifiers[0]?.['id'])
}
