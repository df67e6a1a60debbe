import DataLoader from 'dataloader'

const TOGETHER_MAX = 500

/**
 * Looks rows up by id where many ask at the same moment: those who ask in one turn of the loop share one query. Nothing is remembered, so
 * each answer is as of after its question.
 */
export function gathered<Row>(load: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>) {
  const loader = new DataLoader<string, Row | null>(
    async (ids) => {
      const found = await load([...new Set(ids)])
      return ids.map((id) => found.get(id) ?? null)
    },
    { cache: false, maxBatchSize: TOGETHER_MAX, batchScheduleFn: (run) => setImmediate(run) },
  )
  return (id: string) => loader.load(id)
}
