import { wholeTablesRead } from '#test/plans'
import { startWorld, type World } from '#test/world'
import { missOver } from './miss'
import { workHands } from './test-worklist'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('the list, the jobs and the figures walk an index', async () => {
  const hands = workHands(world)
  const [operator, manager] = [await world.operator(), await world.staff('manager')]
  await hands.duty(operator)
  const whole = await wholeTablesRead(world.db, async () => {
    await hands.make()
    await missOver(world.platform, world.clock.now())
    await manager.must('worklist.mine', { storeId: hands.storeId })
    await manager.must('worklist.storeFigures', { storeId: hands.storeId, from: 20261101, to: 20261130 })
  })
  expect(Object.keys(whole).filter((table) => table.startsWith('work_'))).toEqual([])
})
