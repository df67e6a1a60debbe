import { randomUUID } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import type { Review } from '@huitou/shared/referral/schema'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Accounts } from '#server/domains/points/entities'
import type { MemberClient, OperatorClient, VisitorClient } from '#test/people'
import { until } from '#test/until'
import type { World } from '#test/world'
import { Events } from '#server/platform/events/entities'
import { Referrals, Rewards } from './entities'

/** Everybody in a test comes from one address, within a second. */
const BLIND: Review = {
  ...{ deviceHold: 100, deviceBlock: 1000, addressHold: 1000, addressBlock: 10_000 },
  ...{ burstMinutes: 1, burstHold: 1000, riskHold: 3 },
}

type Body = Input<'referral.saveProgramme'>['body']

/** What an operator sets up: by default everybody gets points for a purchase of ten yuan or a coupon used. */
const shopHands = (world: World) => ({
  async open(operator: OperatorClient, change: Body = {}) {
    await operator.must('referral.saveProgramme', {
      body: { review: BLIND, milestones: [], dayCap: 100, monthCap: 1000, ...change },
    })
    return (await operator.must('referral.publish', {})).inForce
  },
  /** All that was announced has been heard. */
  heard: () =>
    until(async () => {
      world.platform.nudge()
      return !(await world.db.manager
        .createQueryBuilder(Events, 'event')
        .where('event.nextAt IS NOT NULL AND event.nextAt <= :now', {
          now: new Date(world.clock.now().getTime() + 60_000),
        })
        .getExists())
    }, 30),
})

export type Phone = { device?: string; address?: string }

function friendHands(world: World) {
  const sceneOf = async (inviter: MemberClient, device?: string) =>
    (await inviter.must('referral.start', { ...(device && { device }) })).scene

  async function touch(visitor: VisitorClient, scene: string, { device, address }: Phone = {}) {
    const headers: Record<string, string> = address === undefined ? {} : { 'x-forwarded-for': address }
    return visitor.call('referral.touch', { scene, ...(device && { device }) }, { headers })
  }

  async function join(visitor: VisitorClient): Promise<MemberClient> {
    const { member } = await visitor.must('joining.join', { privacyVersion: PRIVACY_VERSION, agreed: true })
    return { ...visitor, memberId: member.id, userId: '' }
  }

  /** Somebody who opens an invitation and joins. */
  async function friend(scene: string, phone: Phone = {}, key: string = randomUUID()): Promise<MemberClient> {
    const visitor = await world.visitor(key)
    await touch(visitor, scene, phone)
    return join(visitor)
  }

  return { sceneOf, touch, join, friend }
}

function looks(world: World) {
  const { manager } = world.db
  const row = ({ memberId }: { memberId: string }) => manager.findOneBy(Referrals, { inviteeId: memberId })
  const state = async (person: { memberId: string }) => (await row(person))?.state ?? null
  const rewards = async (person: { memberId: string }) =>
    manager.find(Rewards, { where: { referralId: (await row(person))?.id ?? '0' }, order: { side: 'DESC' } })
  const points = async ({ memberId }: { memberId: string }) => {
    const account = await manager.findOneByOrFail(Accounts, { memberId, unit: 'points' })
    return account.available - account.debt
  }
  return { row, state, rewards, points }
}

let receipts = 0

export function referralHands(world: World) {
  const shop = shopHands(world)

  /** Buys at the counter; the money in fen. */
  async function buy(operator: OperatorClient, { memberId }: { memberId: string }, paidFen: number, at?: Date) {
    const lines = [{ name: '海盐卷', category: '面包', quantity: 1, paidFen }]
    const sale = { memberId, storeId: world.shop.stores.wutong, receiptNo: `RF${(receipts += 1)}`, lines }
    const { purchase } = await operator.must('purchase.record', { ...sale, ...(at && { at: at.toISOString() }) })
    return purchase.id
  }

  async function refund(operator: OperatorClient, purchaseId: string, amountFen?: number) {
    const what = amountFen === undefined ? { by: 'whole' as const } : { by: 'amount' as const, amountFen }
    await operator.must('purchase.refund', { purchaseId, what, refundKey: `F${(receipts += 1)}`, reason: '客人退货' })
  }

  return { ...shop, ...friendHands(world), ...looks(world), buy, refund }
}
