import type { Input } from '@huitou/shared/api'
import { endOfQuiet, USUAL_POLICY, type Quiet, type SendPolicy } from '@huitou/shared/notify/prefer-rules'
import { minutesOfDay } from '#server/platform/business-day'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Policies } from './entities'

/** What holds now: the newest that was saved. */
export async function policyNow(read: Reader): Promise<SendPolicy> {
  const row = await read.findOne(Policies, { where: {}, order: { id: 'DESC' } })
  if (!row) return USUAL_POLICY
  const { perDay, perWeek, fallBack } = row
  return { quiet: { from: row.quietFrom, until: row.quietUntil }, perDay, perWeek, fallBack }
}

type Saving = Input<'notify.savePolicy'> & { operatorId: string; now: Date }

export async function savePolicy(tx: Tx, saving: Saving): Promise<string> {
  const { quiet, perDay, perWeek, operatorId, now } = saving
  const fallBack = saving.fallBack ?? (await policyNow(tx)).fallBack
  const hours = { quietFrom: quiet.from, quietUntil: quiet.until }
  const row = { ...hours, perDay, perWeek, fallBack, savedBy: operatorId, savedAt: now }
  return String((await tx.insert(Policies, row)).identifiers[0]?.['id'])
}

/** When quiet hours end by the clocks of a zone; null when there are none now. */
export function quietUntil(now: Date, quiet: Quiet, zone: string): Date | null {
  const end = endOfQuiet(now.getTime(), quiet, (at) => minutesOfDay(new Date(at), zone))
  return end === null ? null : new Date(end)
}
