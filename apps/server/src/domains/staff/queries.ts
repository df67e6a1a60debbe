import { In, IsNull } from 'typeorm'
import type { StaffCard } from '@huitou/shared/staff/contract'
import { Stores } from '#server/domains/store/entities'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Staff, StaffStores, type StaffRow } from './entities'

const STAFF_MAX = 500

export const storeIdsOfStaff = async (read: Reader, staffId: string) =>
  (await read.find(StaffStores, { where: { staffId }, order: { storeId: 'ASC' } })).map((row) => row.storeId)

/** Who this visitor is behind the counter now; null for customers and for people who were disabled. */
export async function activeStaffOf(read: Reader, userId: string) {
  const row = await read.findOne(Staff, { where: { userId, disabledAt: IsNull() } })
  if (!row) return null
  return { staffId: row.id, name: row.name, role: row.role, storeIds: await storeIdsOfStaff(read, row.id) }
}

export const staffById = async (read: Reader, id: string) => found(await read.findOne(Staff, { where: { id } }))

/** Names for records: disabled people keep theirs. */
export async function staffNames(read: Reader, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const rows = await read.find(Staff, { where: { id: In([...new Set(ids)]) } })
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function staffOfStores(read: Reader, storeIds: readonly string[]) {
  if (storeIds.length === 0) return []
  const links = await read.find(StaffStores, { where: { storeId: In([...storeIds]) }, take: STAFF_MAX })
  return read.find(Staff, { where: { id: In(links.map((link) => link.staffId)) }, order: { id: 'ASC' } })
}

export async function presentStaff(read: Reader, rows: readonly StaffRow[]): Promise<StaffCard[]> {
  if (rows.length === 0) return []
  const links = await read.find(StaffStores, { where: { staffId: In(rows.map((row) => row.id)) } })
  const stores = await read.find(Stores, { where: { id: In(links.map((link) => link.storeId)) }, order: { id: 'ASC' } })
  return rows.map((row) => {
    const mine = links.filter((link) => link.staffId === row.id).map((link) => link.storeId)
    return {
      id: row.id,
      name: row.name,
      role: row.role,
      stores: stores.filter((store) => mine.includes(store.id)).map(({ id, name }) => ({ id, name })),
      disabled: row.disabledAt !== null,
    }
  })
}

export async function presentOneStaff(read: Reader, row: StaffRow): Promise<StaffCard> {
  const [card] = await presentStaff(read, [row])
  return found(card)
}

/** Whether somebody is staff now, of this store where one is given. */
export async function activeIn(read: Reader, staffId: string, storeId?: string): Promise<boolean> {
  if (!(await read.existsBy(Staff, { id: staffId, disabledAt: IsNull() }))) return false
  return storeId === undefined || read.existsBy(StaffStores, { staffId, storeId })
}
