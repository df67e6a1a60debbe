import type { CodeRow } from '#server/domains/channel/entities'
import { codeById, codeInUse } from '#server/domains/channel/queries'
import { lockMember } from '#server/domains/member/member-of'
import { expiryFor, policyCaps } from '#server/domains/points/policy'
import { earn } from '#server/domains/points/post'
import { balanceOf } from '#server/domains/points/queries'
import type { Signer } from '#server/platform/crypto/signer'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { StoreVisits, type StoreVisitRow } from '../entities'
import { planOn, seasonOf, type InForce, type Season } from '../in-force'
import { visitOn, wasHereBefore } from '../queries'
import { readStoreCode } from './store-code'

/** Codes that hang in a store. One on a leaflet or a person may be scanned anywhere. */
const IN_STORE = new Set(['store', 'table', 'shelf', 'counter'])

/** The code behind a scene: printed, or on the store's screen this minute. */
async function codeFor(
  tx: Tx,
  signer: Signer,
  scene: string,
  { evidence }: InForce['body']['visit'],
  now: Date,
): Promise<CodeRow> {
  const shown = readStoreCode(signer, scene, now)
  if (shown === 'over' || (evidence === 'rotating' && shown === null)) throw new Refused('code_not_fresh')
  const code = shown === null ? await codeInUse(tx, scene) : await codeById(tx, shown.codeId)
  if (!code || code.endedAt) throw new Refused('code_unknown')
  if (!IN_STORE.has(code.kind)) throw new Refused('code_not_store')
  return code
}

type Visiting = { memberId: string; plan: InForce; code: CodeRow }

async function earnBonus(tx: Tx, { memberId, plan, code }: Visiting, { now, day }: Season) {
  const { points, per } = plan.body.visit
  if (points === 0) return null
  const caps = await policyCaps(tx, memberId, day)
  const expiry = await expiryFor(tx, { memberId, at: now })
  return earn(
    tx,
    {
      memberId,
      unit: 'points',
      points,
      sourceKey: per === 'day' ? `visit:${memberId}:${day}` : `visit:${memberId}:${day}:${code.storeId}`,
      reason: '到店签到',
      source: `${plan.name} v${plan.version}`,
      actor: `member:${memberId}`,
      lotSource: 'visit',
      ruleVersion: `checkin/${plan.id}`,
      caps,
      ...expiry,
    },
    now,
  )
}

type Visit = { memberId: string; scene: string; now: Date }

/** Earns the bonus for being in the store: once a day, or once a day in each store, however often. Answers the visit's id. */
export async function visitStore(tx: Tx, signer: Signer, { memberId, scene, now }: Visit): Promise<string> {
  const member = await lockMember(tx, memberId)
  const season = await seasonOf(tx, now)
  const { day } = season
  const plan = planOn(season, day, member.tierLevel)
  const code = await codeFor(tx, signer, scene, plan.body.visit, now)
  const storeId = plan.body.visit.per === 'store' ? code.storeId : undefined
  const before = await visitOn(tx, memberId, day, storeId)
  if (before) return before.id
  if (await wasHereBefore(tx, memberId, day)) throw new Refused('already_done')
  const posted = await earnBonus(tx, { memberId, plan, code }, season)
  const row: Omit<StoreVisitRow, 'id'> = {
    memberId,
    day,
    storeId: code.storeId,
    codeId: code.id,
    points: posted?.granted ?? 0,
    txnId: posted?.txnId ?? null,
    balanceAfter: posted?.balanceAfter ?? (await balanceOf(tx, memberId, 'points', now)),
    at: now,
  }
  await tx.insert(StoreVisits, row)
  const visit = found(await visitOn(tx, memberId, day, code.storeId))
  await announce(tx, 'checkin.visited', { visitId: visit.id, memberId, storeId: code.storeId, codeId: code.id }, now)
  return visit.id
}
