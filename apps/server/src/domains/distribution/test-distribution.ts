import { randomUUID } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import type { SettingsBody } from '@huitou/shared/distribution/schema'
import { referralHands } from '#server/domains/referral/test-referral'
import type { MemberClient, OperatorClient } from '#test/people'
import type { World } from '#test/world'
import { Commissions, Distributors, Entries } from './entities'

const BODY: SettingsBody = {
  ...{ rate: { by: 'permille', permille: 100 }, purchases: 'each', windowDays: 30, earningDays: 365, refundDays: 7 },
  ...{ minPayoutFen: 100, applications: true, organiser: '禾木烘焙', contact: '到店找店长' },
}

const DAY_MS = 86_400_000

function deskHands(world: World) {
  const publish = (operator: OperatorClient, change: Partial<SettingsBody> = {}) =>
    operator.must('distribution.publish', { body: { ...BODY, ...change }, confirmedOneLevel: true })

  /** A member whom the shop made a distributor, and what their code carries. */
  async function distributor(operator: OperatorClient) {
    const host = await world.member()
    await operator.must('distribution.designate', { memberId: host.memberId })
    return { host, scene: (await host.must('distribution.mine', {})).scene ?? '' }
  }

  /** Approves and records. */
  async function pay(operator: OperatorClient, payoutId: string, paidAt: string) {
    await operator.must('distribution.decidePayout', { payoutId, approve: true, reason: '核对过' })
    const record: Input<'distribution.recordPayout'> = { payoutId, method: 'wechat', reference: '转账单 1', paidAt }
    return (await operator.must('distribution.recordPayout', record)).payout
  }

  return { publish, distributor, pay }
}

function looks(world: World) {
  const { manager } = world.db
  const figures = async (who: MemberClient) => (await who.must('distribution.mine', {})).figures
  const commission = (purchaseId: string) => manager.findOneBy(Commissions, { purchaseId })
  const entries = ({ memberId }: { memberId: string }) =>
    manager.find(Entries, { where: { distributorId: memberId }, order: { seq: 'ASC' } })
  const stored = ({ memberId }: { memberId: string }) => manager.findOneByOrFail(Distributors, { memberId })
  return { figures, commission, entries, stored }
}

export function distributionHands(world: World) {
  const { join, buy, refund, heard } = referralHands(world)

  /** Somebody new who comes through a distributor's code and joins. */
  async function customer(scene: string): Promise<MemberClient> {
    const visitor = await world.visitor(randomUUID())
    await visitor.call('distribution.touch', { scene })
    const member = await join(visitor)
    await heard()
    return member
  }

  /** Time passes; whoever is to go on is logged in again. */
  async function later(days: number, ...people: { relogin(): Promise<void> }[]) {
    world.clock.advance(days * DAY_MS)
    for (const one of people) await one.relogin()
  }

  return { join, buy, refund, heard, customer, later, ...deskHands(world), ...looks(world) }
}
