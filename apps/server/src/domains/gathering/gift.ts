import { In } from 'typeorm'
import { memberCaps } from '@huitou/shared/points/policy-rules'
import { issueIfLeft } from '#server/domains/coupon/issue'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { standingOf, takeBackUnused } from '#server/domains/coupon/use'
import { membershipsOf } from '#server/domains/member/member-of'
import { isFrozen } from '#server/domains/points/account/freeze'
import { expiryFor, pointsPolicy } from '#server/domains/points/policy'
import { earn, postOne } from '#server/domains/points/post'
import { today } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Tickets, type GatheringRow, type TicketRow } from './entities'

type Came = Pick<TicketRow, 'id' | 'memberId' | 'rounds'>

/** Names the giving: again only after it was taken back, and then as another one. */
const keyOf = ({ id, rounds }: Pick<Came, 'id' | 'rounds'>) => `gathering:${id}:${rounds}`

/** Points for coming. Nothing for an account that is stopped: they wait. */
export async function givePoints(tx: Tx, gathering: GatheringRow, ticket: Came, actor: string, now: Date) {
  const { memberId } = ticket
  const { day } = await today(tx, now)
  const posted = await earn(
    tx,
    {
      ...{ memberId, unit: 'points', points: gathering.points, sourceKey: keyOf(ticket), actor },
      ...{ reason: `参加「${gathering.title}」`, source: `活动 ${gathering.id}`, memberActed: true },
      lotSource: 'gathering',
      caps: memberCaps((await pointsPolicy(tx, now)).caps, memberId, day),
      ...(await expiryFor(tx, { memberId, at: now })),
    },
    now,
  )
  return { points: posted.granted, txnId: posted.txnId, giftOwed: false }
}

const NO_POINTS = { points: 0, txnId: null, giftOwed: false }

/** Whether a coupon of an admission that was undone had been used by then: it could not be taken back, so there is no other one. */
async function hasUsedBefore(tx: Tx, { id, rounds }: Came): Promise<boolean> {
  if (rounds === 1) return false
  const keys = Array.from({ length: rounds - 1 }, (_, index) => keyOf({ id, rounds: index + 1 }))
  for (const before of await tx.find(Coupons, { select: { id: true }, where: { sourceKey: In(keys) } }))
    if ((await standingOf(tx, before.id)) === 'used') return true
  return false
}

async function giveCoupon(tx: Tx, { templateId }: GatheringRow, ticket: Came, now: Date) {
  const template = templateId === null ? null : await tx.findOne(Templates, { where: { id: templateId } })
  if (!template || (await hasUsedBefore(tx, ticket))) return null
  const issue = { memberId: ticket.memberId, template, source: 'gathering', sourceKey: keyOf(ticket), now }
  return (await issueIfLeft(tx, issue))?.id ?? null
}

/** Whether this person came as another membership of theirs: what coming gives is given once. */
async function cameBefore(read: Reader, gatheringId: string, memberId: string) {
  const others = (await membershipsOf(read, memberId)).filter((id) => id !== memberId)
  return others.length > 0 && (await read.existsBy(Tickets, { gatheringId, memberId: In(others), state: 'used' }))
}

async function pointsAtDoor(tx: Tx, gathering: GatheringRow, ticket: Came, actor: string, now: Date) {
  if (gathering.points === 0) return NO_POINTS
  if (await isFrozen(tx, ticket.memberId)) return { ...NO_POINTS, giftOwed: true }
  return givePoints(tx, gathering, ticket, actor, now)
}

/**
 * What coming gives, the coupon after the points since all share its stock. Nobody is left standing at the door for it: what cannot be
 * given now is left out, or waits. The caller holds the member's lock.
 */
export async function giveGift(tx: Tx, gathering: GatheringRow, ticket: Came, actor: string, now: Date) {
  if (await cameBefore(tx, gathering.id, ticket.memberId)) return { ...NO_POINTS, couponId: null }
  const given = await pointsAtDoor(tx, gathering, ticket, actor, now)
  return { ...given, couponId: await giveCoupon(tx, gathering, ticket, now) }
}

/** The admission was a mistake: points go back, and a coupon that nobody used. */
export async function takeBackGift(tx: Tx, gathering: GatheringRow, ticket: TicketRow, now: Date) {
  const { memberId, txnId, couponId } = ticket
  if (txnId !== null && ticket.points > 0)
    await postOne(
      tx,
      {
        ...{ kind: 'reverse', memberId, unit: 'points', sourceKey: `un${keyOf(ticket)}`, actor: 'system' },
        ...{ reason: `「${gathering.title}」的入场撤销了`, source: `活动 ${gathering.id}`, memberActed: false },
        ...{ txnId, graceDays: 0 },
      },
      now,
    )
  if (couponId !== null) await takeBackUnused(tx, [couponId], now)
}
