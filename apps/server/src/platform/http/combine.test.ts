import fc from 'fast-check'
import { createCombiner } from './combine'

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

test('what comes while a commit runs goes into the next one, and each gets its own outcome', async () => {
  const batches: number[][] = []
  const submit = createCombiner<number, number>(async (items) => {
    batches.push([...items])
    await nextTurn()
    return items.map((item) => item * 2)
  })
  const answers = await Promise.all([1, 2, 3, 4, 5].map(submit))
  expect(answers).toEqual([2, 4, 6, 8, 10])
  expect(batches).toEqual([[1], [2, 3, 4, 5]])
})

test('an item that spoils its batch fails alone; the others are done once', async () => {
  const written: number[] = []
  const submit = createCombiner<number, string>(async (items) => {
    await nextTurn()
    if (items.includes(13)) throw new Error('unlucky')
    written.push(...items)
    return items.map(String)
  })
  const results = await Promise.allSettled([1, 2, 13, 4].map(submit))
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  expect(written.sort((a, b) => a - b)).toEqual([1, 2, 4])
})

test('a commit that answers too few is a fault, told to everybody in it, and the next callers are served', async () => {
  let honest = false
  const submit = createCombiner<number, number>(async (items) => (honest ? [...items] : []))
  await expect(submit(1)).rejects.toThrow('1 items were given 0 outcomes')
  honest = true
  expect(await submit(2)).toBe(2)
})

test('whatever the order of arrival: every item is answered once, never more than 128 together', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3), { minLength: 1, maxLength: 400 }), async (pauses) => {
      let largest = 0
      const done: number[] = []
      const submit = createCombiner<number, number>(async (items) => {
        largest = Math.max(largest, items.length)
        await nextTurn()
        done.push(...items)
        return items
      })
      const answers: Promise<number>[] = []
      for (const [index, pause] of pauses.entries()) {
        if (pause === 3) await nextTurn()
        answers.push(submit(index))
      }
      expect(await Promise.all(answers)).toEqual(pauses.map((_, index) => index))
      expect(done.sort((a, b) => a - b)).toEqual(pauses.map((_, index) => index))
      expect(largest).toBeLessThanOrEqual(128)
    }),
    { numRuns: 30 },
  )
})
