import { In } from 'typeorm'
import type { Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { Lots, type PointUnit } from './entities'
import { Holds } from './hold/entities'
import type { Operation } from './operations'
import { post } from './post'
import { accountOf, balanceOf } from './queries'

type GivingUp = { memberId: string; unit: PointUnit; sourceKey: string; reason: string; source: string; actor: string }

/** What must end before the rest can be given up: what is set aside, and what is on its way. */
async function unfinished(tx: Tx, common: GivingUp): Promise<Operation[]> {
  const { id: accountId } = await accountOf(tx, common.memberId, common.unit)
  const holds = await tx.find(Holds, { where: { accountId, state: 'open' }, order: { id: 'ASC' } })
  const pending = await tx.find(Lots, {
    where: { accountId, live: true, state: In(['pending']) },
    order: { id: 'ASC' },
  })
  return [
    ...holds.map(({ id }) => ({
      ...common,
      kind: 'void' as const,
      holdId: id,
      sourceKey: `${common.sourceKey}:void:${id}`,
    })),
    ...pending.map(({ txnId }) => ({
      ...common,
      kind: 'cancel' as const,
      txnId,
      sourceKey: `${common.sourceKey}:cancel:${txnId}`,
    })),
  ]
}

/** Gives up everything in an account through the journal: held and pending points first, then what can be spent. A debt stays on record. */
export async function giveUpPoints(tx: Tx, givingUp: GivingUp, now: Date) {
  for (const outcome of await post(tx, await unfinished(tx, givingUp), now)) mustBe(outcome)
  const points = await balanceOf(tx, givingUp.memberId, givingUp.unit, now)
  if (points > 0) for (const outcome of await post(tx, [{ ...givingUp, kind: 'spend', points }], now)) mustBe(outcome)
}
