import { setTimeout as sleep } from 'node:timers/promises'
import { gathered } from './gather'

test('who asks in one turn shares a query, and each gets their own row', async () => {
  const asked: (readonly string[])[] = []
  const find = gathered((ids) => {
    asked.push(ids)
    return Promise.resolve(new Map(ids.filter((id) => id !== 'nobody').map((id) => [id, `row ${id}`])))
  })
  expect(await Promise.all([find('1'), find('2'), find('nobody'), find('1')])).toEqual([
    'row 1',
    'row 2',
    null,
    'row 1',
  ])
  expect(asked).toEqual([['1', '2', 'nobody']])
})

test('nothing is remembered: who asks later learns what has changed', async () => {
  let row = 'before'
  const find = gathered((ids) => Promise.resolve(new Map(ids.map((id) => [id, row]))))
  expect(await find('1')).toBe('before')
  row = 'after'
  expect(await find('1')).toBe('after')
})

test('a query that fails fails for those who shared it, and for nobody after them', async () => {
  let broken = true
  const find = gathered(async (ids) => {
    await sleep(1)
    if (broken) throw new Error('away')
    return new Map(ids.map((id) => [id, id]))
  })
  await expect(Promise.all([find('1'), find('2')])).rejects.toThrow('away')
  broken = false
  expect(await find('1')).toBe('1')
})
