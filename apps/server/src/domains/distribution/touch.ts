import { touchHolds } from '@huitou/shared/referral/rules'
import { wasMember } from '#server/domains/member/create-member'
import { memberById } from '#server/domains/member/member-of'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Distributors, Touches, type TouchRow } from './entities'
import { settingsAt } from './settings/in-force'

export type Touching = { scene: string; person: string; now: Date }

/**
 * Remembers through which distributor a visitor first came. Who is or was a member is nobody's to bring. Answers whose code it was, and
 * whether the visitor would be theirs if they joined now. Refuses not_found.
 */
export async function touchDistributor(tx: Tx, { scene, person, now: at }: Touching) {
  const { memberId: distributorId, state } = found(await tx.findOne(Distributors, { where: { scene } }))
  const from = await memberById(tx, distributorId)
  const settings = await settingsAt(tx, at)
  const isOpen = settings !== null && state === 'active' && from.leftAt === null
  if (!isOpen || (await wasMember(tx, person))) return { from, counts: false }
  const row = { person, distributorId, at }
  const holder = await tx.findOne(Touches, { where: { person }, ...forUpdate(tx) })
  if (holder === null) return { from, counts: await insertFirst(tx, row) }
  const { windowDays } = settings.body
  if (touchHolds({ inviterId: holder.distributorId, at: holder.at }, at, { windowDays }))
    return { from, counts: holder.distributorId === distributorId }
  await tx.update(Touches, { person }, row)
  return { from, counts: true }
}

/** Of two at once the first counts. */
async function insertFirst(tx: Tx, row: TouchRow) {
  try {
    await tx.insert(Touches, row)
    return true
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return false
  }
}
