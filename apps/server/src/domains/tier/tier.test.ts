import { randomUUID } from 'node:crypto'
import { postOne } from '#server/domains/points/post'
import { inTransaction } from '#server/platform/db/tx'
import { startWorld, type World } from '#test/world'
import { climb } from './climb'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('tier.mine shows the tier, the next one and what is missing; growth climbs at once and never lowers', async () => {
  const person = await world.member()
  expect(await person.must('tier.mine', {})).toMatchObject({
    growth: 0,
    current: { name: '普卡' },
    next: { name: '银卡', missing: 300 },
  })
  const grow = (points: number) =>
    inTransaction(world.db, async (tx) => {
      const common = {
        memberId: person.memberId,
        unit: 'growth',
        sourceKey: randomUUID(),
        reason: '测试',
        source: '测试',
        actor: 'system',
      } as const
      await postOne(tx, { ...common, kind: 'adjust', points, expiresAt: null }, world.clock.now())
      await climb(tx, person.memberId, world.clock.now())
    })
  await grow(1100)
  expect(await person.must('tier.mine', {})).toMatchObject({
    growth: 1100,
    current: { name: '金卡' },
    next: { name: '黑金', missing: 1400 },
  })
  await grow(-900)
  expect(await person.must('tier.mine', {})).toMatchObject({ growth: 200, current: { name: '金卡' } })
})
