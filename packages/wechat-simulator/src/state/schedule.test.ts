import { createSchedule } from '#simulator/state/schedule'

test('what is due happens in the order of its moments, and what it plans as well', async () => {
  const schedule = createSchedule()
  const done: string[] = []
  schedule.plan(20, () => {
    done.push('second')
  })
  schedule.plan(10, () => {
    done.push('first')
    schedule.plan(15, async () => {
      await Promise.resolve()
      done.push('between')
    })
  })
  schedule.plan(99, () => {
    done.push('later')
  })
  await schedule.runDue(20)
  expect(done).toEqual(['first', 'between', 'second'])
  expect(schedule.waiting()).toBe(1)
  schedule.clear()
  await schedule.runDue(200)
  expect(done).toHaveLength(3)
})
