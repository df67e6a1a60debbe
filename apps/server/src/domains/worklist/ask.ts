import { In } from 'typeorm'
import { businessDay, endOfDay } from '#server/platform/business-day'
import { brandOf } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { FRESH } from './duty/make'
import { Items, type ItemRow } from './entities'

type Errand = Pick<ItemRow, 'storeId' | 'cause' | 'dueAt' | 'title' | 'text' | 'memberId' | 'reason'> &
  // Whom it is for, where not for everybody; and the page where it is done.
  Partial<Pick<ItemRow, 'roles' | 'path'>>

/** Asks a store for one thing, once: `cause` names it. It can be done until its business day ends. The caller holds the lock of what it names. */
export async function askStore(tx: Tx, errand: Errand): Promise<string> {
  const { storeId, cause, dueAt } = errand
  const before = await tx.findOne(Items, { where: { storeId, cause } })
  if (before) return before.id
  const brand = await brandOf(tx)
  const { day } = businessDay(dueAt, brand)
  const endsAt = endOfDay(day, brand)
  const asked = { path: null, roles: [], ...errand }
  const row = { ...FRESH, ...asked, day, lateAt: endsAt, endsAt, dutyId: null, pictureId: null }
  return String((await tx.insert(Items, row)).identifiers[0]?.['id'])
}

/** What was asked of these stores and has settled itself: nobody is to do it any more. What was marked stays. */
export async function withdrawFrom(tx: Tx, storeIds: readonly string[], cause: string) {
  if (storeIds.length > 0) await tx.delete(Items, { storeId: In([...storeIds]), cause, state: 'open' })
}
