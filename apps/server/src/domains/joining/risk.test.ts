import { randomUUID } from 'node:crypto'
import { Members } from '#server/domains/member/entities'
import { PRIVACY_VERSION } from '#server/domains/member/privacy-notice'
import { Events } from '#server/platform/events/entities'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'

const RANK = '/wxa/getuserriskrank'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

const wish = { privacyVersion: PRIVACY_VERSION, agreed: true }

async function ranked(rank: number | null) {
  const key = randomUUID()
  await world.control('users', { key })
  await world.control('risk', { key, rank })
  return world.visitor(key)
}

const memberOf = async (id: string) => world.db.manager.findOneByOrFail(Members, { id })

test.each([0, 1, 3])('rank %i joins, and is known from then on', async (rank) => {
  const { member } = await (await ranked(rank)).must('joining.join', wish)
  expect(await memberOf(member.id)).toMatchObject({ riskRank: rank })
  const joined = await world.db.manager.findBy(Events, { name: 'member.joined' })
  expect(joined.find(({ data }) => data['memberId'] === member.id)?.data).toMatchObject({ riskRank: rank })
})

test('rank 4 is refused and nothing is written', async () => {
  const person = await ranked(4)
  const before = await world.db.manager.count(Members)
  expect((await person.send('joining.join', wish)).code).toBe('joining_refused')
  expect(await world.db.manager.count(Members)).toBe(before)
  expect((await person.must('member.me', {})).member).toBeNull()
})

test.each([
  ['has nothing to say', null],
  ['does not grant it', { errcode: 48001 }],
  ['is down', { status: 503 }],
])('WeChat %s: they join all the same', async (_, fault) => {
  const person = await ranked(fault === null ? null : 4)
  if (fault) await world.control('fault', { path: RANK, ...fault })
  const { member } = await person.must('joining.join', wish)
  expect(await memberOf(member.id)).toMatchObject({ riskRank: null })
})

test('joining.risks: the doubtful ones, newest first, for the console', async () => {
  const operator = await world.operator()
  const joined: string[] = []
  for (const rank of [3, 2, 0]) joined.push((await (await ranked(rank)).must('joining.join', wish)).member.id)
  const { rows } = await operator.must('joining.risks', { atLeast: 2 })
  expect(rows.slice(0, 2)).toMatchObject([
    { memberId: joined[1], riskRank: 2 },
    { memberId: joined[0], riskRank: 3 },
  ])
  expect(rows.filter(({ memberId }) => memberId === joined[2])).toEqual([])
  expect((await operator.must('joining.risks', { atLeast: 3, before: joined[0] ?? '' })).rows).not.toContainEqual(
    expect.objectContaining({ memberId: joined[0] }),
  )
  const person = await world.member()
  expect((await person.call('joining.risks', { atLeast: 1 })).code).toBe('login_elsewhere')
})
