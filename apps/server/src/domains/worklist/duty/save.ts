import { MoreThanOrEqual } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { fallsOn } from '@huitou/shared/worklist/rules'
import type { DutyState } from '@huitou/shared/worklist/schema'
import { keepPictures } from '#server/domains/media/queries'
import type { BrandRow } from '#server/domains/store/entities'
import { storeById, today } from '#server/domains/store/queries'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Duties, Items, type DutyRow } from '../entities'
import { makeWork, storesOf, timesOf, wordsOf } from './make'

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Duties, { where: { id }, ...forUpdate(tx) }))

const openWork = (tx: Tx, dutyId: string, day: number) =>
  tx.find(Items, {
    where: { dutyId, day: MoreThanOrEqual(day), state: 'open' },
    order: { id: 'ASC' },
    ...forUpdate(tx),
  })

/** What is open today becomes what the duty says now; what it no longer asks for goes. What was marked stays as it was done. */
async function carryOver(tx: Tx, duty: DutyRow, day: number, brand: BrandRow) {
  const storeIds = fallsOn(duty, day) ? await storesOf(tx, duty) : []
  for (const { id, storeId } of await openWork(tx, duty.id, day))
    if (storeIds.includes(storeId)) await tx.update(Items, { id }, { ...wordsOf(duty), ...timesOf(duty, day, brand) })
    else await tx.delete(Items, { id })
}

async function mustExist(tx: Tx, { storeIds, pictureId }: Input<'worklist.saveDuty'>['body']) {
  for (const id of storeIds) await storeById(tx, id)
  await keepPictures(tx, pictureId === null ? [] : [pictureId])
}

/** Writes a duty, new ones as on. Refuses duty_ended, and duty_never for a day that is over. Answers its id. */
export async function saveDuty(tx: Tx, { id, body }: Input<'worklist.saveDuty'>, now: Date): Promise<string> {
  const before = id === null ? null : await lock(tx, id)
  if (before?.state === 'ended') throw new Refused('duty_ended')
  const { day, brand } = await today(tx, now)
  if (body.onDay !== null && body.onDay < day) throw new Refused('duty_never')
  await mustExist(tx, body)
  const row = { ...body, state: before?.state ?? ('on' as const), savedAt: now, madeDay: 0 }
  const dutyId = before ? before.id : String((await tx.insert(Duties, row)).identifiers[0]?.['id'])
  if (before) await tx.update(Duties, { id: before.id }, row)
  const duty = { ...row, id: dutyId }
  await carryOver(tx, duty, day, brand)
  if (duty.state === 'on') await makeWork(tx, duty, day, brand)
  return dutyId
}

/** Pauses it, puts it on again, or ends it. What is open goes when it stops: nobody is to miss what nobody asks for. Answers its id. */
export async function setDuty(tx: Tx, id: string, state: DutyState, now: Date): Promise<string> {
  const before = await lock(tx, id)
  if (before.state === state) throw new Refused('already_done')
  if (before.state === 'ended') throw new Refused('duty_ended')
  const { day, brand } = await today(tx, now)
  const duty = { ...before, state, savedAt: now }
  await tx.update(Duties, { id }, { state, savedAt: now })
  if (state === 'on') await makeWork(tx, duty, day, brand)
  else for (const open of await openWork(tx, id, day)) await tx.delete(Items, { id: open.id })
  return id
}
