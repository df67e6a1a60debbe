import { PROGRAMME_DEFAULTS } from '@huitou/shared/referral/schema'
import { referralHands } from '#server/domains/referral/test-referral'
import { inTransaction } from '#server/platform/db/tx'
import type { OperatorClient } from '#test/people'
import { stopWithPromisesKept } from '#test/promises'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { Visits } from './entities'
import { communityJobs } from './jobs'
import { communityHands } from './test-community'
import { visitPage } from './show/visit'

const DAY_MS = 86_400_000

let world: World
let op: OperatorClient
let hands: ReturnType<typeof communityHands>
let referral: ReturnType<typeof referralHands>
beforeAll(async () => {
  world = await startRuledWorld()
  hands = communityHands(world)
  referral = referralHands(world)
  op = await world.operator('owner')
})
afterAll(async () => {
  await referral.heard()
  await stopWithPromisesKept(world)
})

const newPage = async (change: Parameters<typeof hands.group>[1] = {}) => {
  const groupId = await hands.group(op, change)
  return { groupId, pageId: await hands.page(op, [groupId]) }
}

test('while inviting friends was never on, a card is nobody’s; who opens it is counted', async () => {
  const { pageId } = await newPage()
  const member = await world.member()
  expect(await member.must('community.visit', { pageId })).toEqual({ scene: null })
  expect(await hands.visits(pageId)).toMatchObject([{ inviterId: null, wasMember: true, lacking: false }])
  expect((await member.send('community.visit', { pageId: '999999' })).code).toBe('not_found')
  expect(
    (await member.send('community.visit', { pageId: await hands.draft(op, [(await newPage()).groupId]) })).code,
  ).toBe('not_found')
})

describe('community.visit, with cards that carry who sent them', () => {
  beforeAll(async () => {
    await referral.open(op, { milestones: PROGRAMME_DEFAULTS.milestones })
  })

  async function card() {
    const { pageId, groupId } = await newPage()
    const host = await world.member()
    const { scene } = await host.must('community.visit', { pageId })
    if (scene === null) throw new Error('no card')
    return { pageId, groupId, host, scene }
  }

  test('the first who brought somebody stays; opening one’s own card counts for nothing', async () => {
    const { pageId, host, scene } = await card()
    const other = await world.member()
    const { scene: second } = await other.must('community.visit', { pageId })
    await world.db.manager.delete(Visits, { pageId })
    expect(await host.must('community.visit', { pageId, scene })).toEqual({ scene })
    expect(await hands.visits(pageId)).toEqual([])
    const friend = await world.visitor()
    await friend.must('community.visit', { pageId, scene })
    await friend.must('community.visit', { pageId, scene: second ?? '' })
    await friend.must('community.visit', { pageId })
    expect(await hands.visits(pageId)).toMatchObject([{ inviterId: host.memberId, wasMember: false }])
    await other.must('community.visit', { pageId, scene: 'i:nobody' })
    await host.must('community.visit', { pageId, scene: second ?? '' })
    expect((await hands.visits(pageId)).map(({ inviterId }) => inviterId)).toEqual([
      ...[host.memberId, null, other.memberId],
    ])
  })

  test('shows who sent it, masked, but not to themselves', async () => {
    const { pageId, host, scene } = await card()
    const seen = await (await world.visitor()).must('community.show', { pageId, scene })
    expect(seen.inviter).toBe(`会员${host.memberId.slice(-4).padStart(4, '0')}`)
    expect((await host.must('community.show', { pageId, scene })).inviter).toBeNull()
  })

  test('community.figures: people, invited, of them joined since, and who brought most', async () => {
    const { pageId, host, scene } = await card()
    const [one, two, old] = [await world.visitor(), await world.visitor(), await world.member()]
    for (const guest of [one, two, old]) await guest.must('community.visit', { pageId, scene })
    await (await world.visitor()).must('community.visit', { pageId })
    await referral.join(one)
    expect(await op.must('community.figures', { pageId })).toMatchObject({
      ...{ people: 5, invited: 3, joined: 1, lacking: 0 },
      top: [{ memberId: host.memberId, people: 3 }],
    })
    await host.must('privacy.leave', { confirmed: true })
    expect(await op.must('community.figures', { pageId })).toMatchObject({ people: 4, invited: 3, top: [] })
  })

  test('who finds no code is counted until there is one again', async () => {
    const { pageId, groupId } = await card()
    await op.must('community.setGroup', { groupId, state: 'paused' })
    const [one, two] = [await world.visitor(), await world.visitor()]
    for (const guest of [one, two]) await guest.must('community.visit', { pageId })
    const lacking = async () => (await op.must('community.groups', {})).rows.find(({ id }) => id === groupId)?.lacking
    expect(await lacking()).toBe(2)
    expect((await op.must('community.figures', { pageId })).lacking).toBe(2)
    await op.must('community.setGroup', { groupId, state: 'on' })
    expect(await lacking()).toBe(0)
    await one.must('community.visit', { pageId, groupId })
    expect((await op.must('community.figures', { pageId })).lacking).toBe(1)
  })

  test('nothing is written of a page that is over', async () => {
    const { pageId, host, scene } = await card()
    await op.must('community.end', { pageId })
    await (await world.visitor()).must('community.visit', { pageId, scene })
    expect(await hands.visits(pageId)).toMatchObject([{ inviterId: null }])
    expect(await host.must('community.visit', { pageId })).toEqual({ scene })
  })

  test('a member’s copy holds what is kept; who leaves is forgotten', async () => {
    const { pageId, scene } = await card()
    const guest = await world.member()
    await guest.must('community.visit', { pageId, scene })
    const { sections } = await guest.must('privacy.export', {})
    expect(sections.find(({ name }) => name === 'groupPages')?.rows).toMatchObject([
      { page: '进群看新品', invited: true },
    ])
    await guest.must('privacy.leave', { confirmed: true })
    expect(await hands.visits(pageId)).toHaveLength(1)
  })

  test('who leaves while a page opens leaves no visit behind', async () => {
    const { pageId, scene } = await card()
    const guest = await world.member()
    await Promise.all([
      guest.send('community.visit', { pageId, scene }),
      guest.send('privacy.leave', { confirmed: true }),
      guest.send('community.visit', { pageId, scene }),
    ])
    expect((await hands.visits(pageId)).filter(({ inviterId }) => inviterId !== null)).toEqual([])
  })

  test('many at once: each person once, by one inviter', async () => {
    const { pageId, host, scene } = await card()
    const rival = await world.member()
    const { scene: rivals } = await rival.must('community.visit', { pageId })
    const guests = await Promise.all(Array.from({ length: 4 }, () => world.visitor()))
    await Promise.all(
      guests.flatMap((guest) =>
        [scene, rivals, scene].map((of) => guest.must('community.visit', { pageId, scene: of ?? '' })),
      ),
    )
    const rows = (await hands.visits(pageId)).filter(({ inviterId }) => inviterId !== null)
    expect(rows).toHaveLength(4)
    expect(new Set(rows.map(({ person }) => person)).size).toBe(4)
    for (const { inviterId } of rows) expect([host.memberId, rival.memberId]).toContain(inviterId)
  })

  test('a member’s first card, asked for many times at once, is one', async () => {
    const { pageId } = await newPage()
    const member = await world.member()
    const cards = await Promise.all(Array.from({ length: 5 }, () => member.must('community.visit', { pageId })))
    expect(new Set(cards.map(({ scene }) => scene)).size).toBe(1)
    expect(cards[0]?.scene).not.toBeNull()
  })

  test('is forgotten after 180 days', async () => {
    const { pageId } = await card()
    const at = new Date(world.clock.now().getTime() - 180 * DAY_MS)
    await world.db.manager.update(Visits, { pageId }, { at })
    const person = 'a-person-of-a-test'
    const row = { pageId, person, inviterId: null, wasMember: false, groupId: null, lacking: false }
    await world.db.manager.insert(Visits, { ...row, at: world.clock.now() })
    for (const job of communityJobs) await job.run(world.platform, world.clock.now())
    expect(await hands.visits(pageId)).toMatchObject([{ person }])
  })
})

describe('saving, publishing and ending at once', () => {
  test('a page that is on is fit to be, whichever came first', async () => {
    const groupId = await hands.group(op)
    const pageId = await hands.draft(op, [groupId])
    const body = hands.pageBody([groupId], { lead: '进群领面包' })
    const [saved, published] = await Promise.all([
      op.send('community.savePage', { id: pageId, body }),
      op.send('community.publish', { pageId }),
    ])
    const { page } = await op.must('community.page', { pageId })
    expect([saved.code, published.code].filter((code) => code === 'community_not_ready')).toHaveLength(1)
    expect(page.state === 'on').toBe(page.faults.length === 0)
  })

  test('ended once, published never after', async () => {
    const pageId = await hands.draft(op, [await hands.group(op)])
    const answers = await Promise.all([
      ...[op.send('community.end', { pageId }), op.send('community.end', { pageId })],
      op.send('community.publish', { pageId }),
    ])
    expect(answers.slice(0, 2).filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await op.must('community.page', { pageId })).page.state).toBe('ended')
  })
})

test('what is begun for a visit and fails leaves nothing behind', async () => {
  const { pageId } = await newPage()
  const failing = inTransaction(world.db, async (tx) => {
    await visitPage(tx, { pageId }, { userId: '999999', person: 'somebody', now: world.clock.now() })
    throw new Error('cut off')
  })
  await expect(failing).rejects.toThrow('cut off')
  expect(await hands.visits(pageId)).toEqual([])
})
