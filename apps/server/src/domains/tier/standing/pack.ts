import { In } from 'typeorm'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import type { TierDef } from '@huitou/shared/tier/programme-rules'
import { isNewCycle } from '@huitou/shared/tier/window-rules'
import { issueCoupon } from '#server/domains/coupon/issue'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { takeBackUnused } from '#server/domains/coupon/use'
import { membershipsOf } from '#server/domains/member/member-of'
import { expiryFor } from '#server/domains/points/policy'
import { earn, post } from '#server/domains/points/post'
import type { Tx } from '#server/platform/db/tx'
import { Refused, mustBe } from '#server/platform/refused'
import { endHolding, holdCard } from '../card/hold'
import { Holdings, Packs, type PackRow } from '../entities'
import type { Case, Dated } from './replay'

type Given = { tier: TierDef; change: Dated; changeId: string }

/** Once a level and cycle, in whatever membership: neither falling and rising nor leaving and joining brings it again. */
async function hadPack(tx: Tx, { member, around }: Case, { tier, change }: Given): Promise<boolean> {
  const memberIds = await membershipsOf(tx, member.id)
  const last = await tx.findOne(Packs, {
    where: { memberId: In(memberIds), level: tier.level, live: 1 },
    order: { day: 'DESC', id: 'DESC' },
  })
  return last !== null && !isNewCycle(change.rules.body.window, last.day, change.day, around.joined)
}

async function packPoints(tx: Tx, memberId: string, { tier, changeId }: Given, now: Date) {
  if (tier.pack.points === 0) return null
  const expiry = await expiryFor(tx, { memberId, at: now })
  const { txnId } = await earn(
    tx,
    {
      memberId,
      unit: 'points',
      points: tier.pack.points,
      sourceKey: `tier-pack:${changeId}:${tier.level}`,
      reason: `升到${tier.name}的升级礼`,
      source: '会员等级',
      actor: 'system',
      lotSource: 'tier',
      memberActed: false,
      ...expiry,
    },
    now,
  )
  return txnId
}

/** A template that has run out keeps nobody from rising: the rest of the pack stands without it. */
async function packCoupons(tx: Tx, memberId: string, { tier, changeId }: Given, now: Date) {
  const templates = await templatesWithStores(tx, tier.pack.templateIds)
  const couponIds: string[] = []
  for (const templateId of [...tier.pack.templateIds].sort()) {
    const template = templates.get(templateId)?.template
    if (!template || !judgeIssue(template, now).ok) continue
    const sourceKey = `tier-pack:${changeId}:${tier.level}:${templateId}`
    try {
      couponIds.push((await issueCoupon(tx, { memberId, template, source: 'tier', sourceKey, now })).id)
    } catch (error) {
      if (error instanceof Refused && error.code === 'coupon_sold_out')
        throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
      throw error
    }
  }
  return couponIds
}

const isEmpty = ({ pack }: TierDef) => pack.points === 0 && pack.templateIds.length === 0 && pack.cardId === null

/** Gives what rising to a tier brings, unless this cycle has brought it already. */
export async function givePack(tx: Tx, one: Case, given: Given, now: Date) {
  const { tier, changeId } = given
  const { day } = given.change
  const memberId = one.member.id
  if (isEmpty(tier) || (await hadPack(tx, one, given))) return
  const txnId = await packPoints(tx, memberId, given, now)
  const held =
    tier.pack.cardId === null
      ? null
      : await holdCard(tx, {
          memberId,
          cardId: tier.pack.cardId,
          source: 'pack',
          sourceKey: `tier-pack:${changeId}:${tier.level}:card`,
          reason: `升到${tier.name}的升级礼`,
          actor: 'system',
          now,
        })
  const couponIds = await packCoupons(tx, memberId, given, now)
  const points = tier.pack.points
  const row = { memberId, level: tier.level, day, live: 1 as const, changeId, points, txnId, couponIds, at: now }
  await tx.insert(Packs, { ...row, cardId: held?.id ?? null })
}

/**
 * What came with a tier that a refund takes back goes back with it: the points (what is spent already becomes a debt, as with every
 * earning that is undone), the coupons not used yet, the card. Where a coupon was used the pack counts as had for its cycle; a pack
 * that came back whole can be earned again.
 */
export async function takePacksBack(tx: Tx, memberId: string, { from, to }: Dated['qualified'], now: Date) {
  const packs = await tx.find(Packs, { where: { memberId, live: 1 }, order: { id: 'DESC' } })
  const newest = new Map(packs.reverse().map((pack) => [pack.level, pack]))
  for (const pack of newest.values()) {
    if (pack.level > to && pack.level <= from) await undoPack(tx, pack, '升级礼随退款收回', now)
  }
}

async function undoPack(tx: Tx, pack: PackRow, reason: string, now: Date) {
  const { id, memberId, txnId, cardId, couponIds } = pack
  if (txnId) {
    const words = { reason, source: '会员等级', actor: 'system' }
    const what = { memberId, unit: 'points', txnId, graceDays: 0, sourceKey: `tier-pack-back:${id}` } as const
    for (const outcome of await post(tx, [{ kind: 'reverse', ...what, ...words }], now)) mustBe(outcome)
  }
  if (cardId) await endHolding(tx, cardId, now)
  const taken = await takeBackUnused(tx, couponIds, now)
  if (taken.length === couponIds.length) await tx.update(Packs, { id }, { live: null })
}

/**
 * Two memberships become one: packs and cards go along, and of a level for which both had a pack the one that comes goes back. Points and
 * coupons have moved before; the caller holds both locks.
 */
export async function movePacks(tx: Tx, fromMemberId: string, toMemberId: string, now: Date) {
  const [theirs, own] = await Promise.all(
    [fromMemberId, toMemberId].map((memberId) =>
      tx.find(Packs, { where: { memberId, live: 1 }, order: { id: 'ASC' } }),
    ),
  )
  await tx.update(Packs, { memberId: fromMemberId }, { memberId: toMemberId })
  await tx.update(Holdings, { memberId: fromMemberId }, { memberId: toMemberId })
  for (const pack of theirs ?? [])
    if (own?.some((one) => one.level === pack.level))
      await undoPack(tx, { ...pack, memberId: toMemberId }, '同一个人只有一份升级礼', now)
}
