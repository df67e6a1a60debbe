import { oneAtATime } from '#server/platform/jobs/one-at-a-time'

/** Gives each item to the next commit; answers that item's own outcome. */
export type Combiner<Item, Outcome> = (item: Item) => Promise<Outcome>

type Waiting<Item, Outcome> = {
  item: Item
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

const TOGETHER_MAX = 128

/**
 * What arrives while the last commit runs goes into the next one together: at a stampede one transaction carries many callers, and a
 * lonely caller waits for nobody. `commit` answers an outcome per item, in their order. When it throws, nothing of that batch was
 * written: each item is tried alone, so that only the guilty one fails.
 */
export function createCombiner<Item, Outcome>(
  commit: (items: readonly Item[]) => Promise<readonly Outcome[]>,
): Combiner<Item, Outcome> {
  const waiting: Waiting<Item, Outcome>[] = []

  async function settle(batch: readonly Waiting<Item, Outcome>[]) {
    const outcomes = await commit(batch.map(({ item }) => item))
    if (outcomes.length !== batch.length)
      throw new Error(`${batch.length} items were given ${outcomes.length} outcomes`)
    batch.forEach(({ resolve }, index) => resolve(outcomes[index] as Outcome))
  }

  async function settleAlone(one: Waiting<Item, Outcome>) {
    try {
      await settle([one])
    } catch (error) {
      one.reject(error)
    }
  }

  async function commitNext() {
    const batch = waiting.splice(0, TOGETHER_MAX)
    const [only] = batch
    if (only && batch.length === 1) await settleAlone(only)
    else
      try {
        await settle(batch)
      } catch {
        // Told to the one who caused it, when it comes to nothing alone.
        for (const one of batch) await settleAlone(one)
      }
    return waiting.length > 0
  }

  const writer = oneAtATime(commitNext, (error) => {
    for (const one of waiting.splice(0)) one.reject(error)
  })

  return (item) =>
    new Promise<Outcome>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      writer.ask()
    })
}
