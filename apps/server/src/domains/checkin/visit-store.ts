import { codeInUse } from '#server/domains/channel/queries'
import { lockMember } from '#server/domains/member/member-of'
import { earn } from '#server/domains/points/post'
import { balanceOf } from '#server/domains/points/queries'
import { today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { StoreVisits } from './entities'
import { planInForce, visitOn, wasHereBefore } from './queries'

const DAY_MS = 86_400_000

/** Codes that hang in a store. One on a leaflet or a person may be scanned anywhere. */
const IN_STORE = new Set(['store', 'table'])

/** Earns the bonus for being in the store: once a day, whichever store and however often. Answers the visit's id. */
export async function visitStore(tx: Tx, memberId: string, scene: string, now: Date): Promise<string> {
  await lockMember(tx, memberId)
  const code = await codeInUse(tx, scene)
  if (!code) throw new Refused('code_unknown')
  if (!IN_STORE.has(code.kind)) throw new Refused('code_not_store')
  const { day } = await today(tx, now)
  const before = await visitOn(tx, memberId, day)
  if (before) return before.id
  if (await wasHereBefore(tx, memberId, day)) throw new Refused('already_done')
  const plan = await planInForce(tx, now)
  const posted =
    plan.visitPoints > 0
      ? await earn(
          tx,
          {
            memberId,
            unit: 'points',
            points: plan.visitPoints,
            sourceKey: `visit:${memberId}:${day}`,
            reason: '到店签到',
            source: `${plan.name} v${plan.version}`,
            actor: `member:${memberId}`,
            lotSource: 'visit',
            ruleVersion: `checkin/${plan.version}`,
            expiresAt: new Date(now.getTime() + plan.pointsValidDays * DAY_MS),
          },
          now,
        )
      : null
  await tx.insert(StoreVisits, {
    memberId,
    day,
    storeId: code.storeId,
    codeId: code.id,
    points: plan.visitPoints,
    txnId: posted?.txnId ?? null,
    balanceAfter: posted?.balanceAfter ?? (await balanceOf(tx, memberId, 'points', now)),
    at: now,
  })
  const visit = found(await visitOn(tx, memberId, day))
  await announce(tx, 'checkin.visited', { visitId: visit.id, memberId, storeId: code.storeId, codeId: code.id }, now)
  return visit.id
}
