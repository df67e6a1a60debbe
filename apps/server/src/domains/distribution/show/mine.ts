import type { Output } from '@huitou/shared/api'
import type { Mine } from '@huitou/shared/distribution/contract'
import { moved, type Figures } from '@huitou/shared/distribution/rules'
import { ruleLines } from '@huitou/shared/distribution/word-rules'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { maturedFen } from '../account'
import { Customers, Distributors, Payouts, type DistributorRow, type SettingsRow } from '../entities'
import { newestAt, settingsAt } from '../settings/in-force'
import { payoutCard } from './payout-card'

const NOTHING: Figures = { frozenFen: 0, dueFen: 0, heldFen: 0, debtFen: 0, paidFen: 0 }

/** As of now, whether or not anybody has freed what is due by now. */
async function figuresOf(read: Reader, row: DistributorRow | null, now: Date): Promise<Figures> {
  if (row === null) return NOTHING
  return moved(row, { frozenFen: -(await maturedFen(read, row.memberId, now)) })
}

const mayApply = (settings: SettingsRow | null, row: DistributorRow | null) =>
  settings?.body.applications === true && (row === null || row.state === 'ended')

/** A distributor's page; for who is none, whether they may apply. */
export async function showMine(read: Reader, memberId: string, now: Date): Promise<Mine> {
  const settings = await settingsAt(read, now)
  const newest = settings ?? (await newestAt(read, now))
  const row = await read.findOne(Distributors, { where: { memberId } })
  const last = await read.findOne(Payouts, { where: { distributorId: memberId }, order: { id: 'DESC' } })
  return {
    ...{ on: settings !== null, mayApply: mayApply(settings, row), state: row?.state ?? null },
    ...{ reason: row?.reason ?? null, scene: row?.state === 'active' ? row.scene : null },
    rules: newest ? ruleLines(newest.body) : [],
    figures: await figuresOf(read, row, now),
    customers: row === null ? 0 : await read.countBy(Customers, { distributorId: memberId }),
    minPayoutFen: newest?.body.minPayoutFen ?? 0,
    payout: last && payoutCard(last),
  }
}

export async function showRequested(
  read: Reader,
  memberId: string,
  payoutId: string,
  now: Date,
): Promise<Output<'distribution.requestPayout'>> {
  const row = found(await read.findOne(Payouts, { where: { id: payoutId, distributorId: memberId } }))
  return { payout: payoutCard(row), mine: await showMine(read, memberId, now) }
}
