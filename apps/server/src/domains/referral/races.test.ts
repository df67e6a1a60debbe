import { randomUUID } from 'node:crypto'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { bind } from './bind'
import { Milestones, Referrals } from './entities'
import { settle, settleOf } from './settle'
import { referralHands } from './test-referral'

let world: World
let op: OperatorClient
let hands: ReturnType<typeof referralHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = referralHands(world)
  op = await world.operator('owner')
  await hands.open(op, { milestones: [{ friends: 2, points: 70, templateId: null }] })
})
afterAll(async () => {
  await hands.heard()
  await stopWithPromisesKept(world)
})

const now = () => world.clock.now()
const times = <Done>(count: number, run: () => Promise<Done>) => Promise.all(Array.from({ length: count }, run))
const idOf = async (friend: MemberClient) => (await hands.row(friend))?.id ?? ''

/** A friend on the inviter's own phone, who has bought: it waits for a person. */
async function held() {
  const device = `phone-${randomUUID()}`
  const inviter = await world.member()
  const friend = await hands.friend(await hands.sceneOf(inviter, device), { device })
  const purchaseId = await hands.buy(op, friend, 2000)
  await hands.heard()
  expect(await hands.state(friend)).toBe('held')
  return { inviter, friend, purchaseId, referralId: await idOf(friend) }
}

test('two inviters, four visitors: touched and joined at once, each is bound once, heard of as often as it is', async () => {
  const scenes = await Promise.all((await times(2, () => world.member())).map((inviter) => hands.sceneOf(inviter)))
  const visitors = await times(4, () => world.visitor(randomUUID()))
  await Promise.all(visitors.flatMap((visitor) => scenes.map((scene) => hands.touch(visitor, scene))))
  const members = await Promise.all(visitors.map((visitor) => hands.join(visitor)))
  const again = (memberId: string) => inTransaction(world.db, (tx) => bind(tx, { memberId, returning: false }, now()))
  await Promise.all(members.flatMap(({ memberId }) => [1, 2, 3].map(() => again(memberId))))
  await hands.heard()
  for (const { memberId } of members) expect(await world.db.manager.countBy(Referrals, { inviteeId: memberId })).toBe(1)
})

test('two friends act, one is refunded, and everybody looks again at once: rewards and the milestone are what stands', async () => {
  const inviter = await world.member()
  const before = await hands.points(inviter)
  const scene = await hands.sceneOf(inviter)
  const friends = [await hands.friend(scene), await hands.friend(scene), await hands.friend(scene)]
  const [one, two, three] = friends as [MemberClient, MemberClient, MemberClient]
  const undone = await hands.buy(op, three, 3000)
  await hands.heard()
  const ids = await Promise.all(friends.map(idOf))
  await Promise.all([
    hands.buy(op, one, 2000),
    hands.buy(op, two, 2000),
    hands.refund(op, undone),
    ...ids.flatMap((id) => [1, 2].map(() => inTransaction(world.db, (tx) => settle(tx, id, now())))),
    ...friends.map(({ memberId }) => inTransaction(world.db, (tx) => settleOf(tx, memberId, now()))),
  ])
  await hands.heard()
  expect(await Promise.all(friends.map(hands.state))).toEqual(['qualified', 'qualified', 'reversed'])
  expect(await hands.points(inviter)).toBe(before + 2 * 100 + 70)
  const where = { memberId: inviter.memberId, friends: 2 }
  expect((await world.db.manager.findBy(Milestones, where)).map(({ takenAt }) => takenAt)).toEqual([null])
})

test('decided by several at once while it is refunded: one decision, and nothing is given that does not stand', async () => {
  const { inviter, friend, purchaseId, referralId } = await held()
  const before = await hands.points(inviter)
  const decide = (pass: boolean) => op.send('referral.decide', { referralId, pass, reason: '看过了' })
  const [passed] = await Promise.all([
    Promise.all([decide(true), decide(true), decide(true)]),
    hands.refund(op, purchaseId),
  ])
  await hands.heard()
  for (const { status, code } of passed)
    expect([undefined, 'nothing_to_decide']).toContain(status === 200 ? undefined : code)
  expect(passed.some(({ status }) => status === 200)).toBe(true)
  expect(['joined', 'reversed']).toContain(await hands.state(friend))
  expect(await hands.points(inviter)).toBe(before)
})

test('an objection said many times at once is one', async () => {
  const { inviter, referralId, friend } = await held()
  await op.must('referral.decide', { referralId, pass: false, reason: '联系不上' })
  const all = await times(6, () => inviter.send('referral.appeal', { referralId, words: '是我妹妹' }))
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(all.flatMap(({ code }) => code ?? []).every((code) => code === 'appealed_before')).toBe(true)
  const answers = await times(4, () => op.send('referral.decide', { referralId, pass: true, reason: '核对过' }))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect([await hands.state(friend), (await hands.rewards(friend)).length]).toEqual(['qualified', 2])
})
