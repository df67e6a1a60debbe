import { defaultRules, publishRules } from '#seeds/earning-rules'
import { inTransaction } from '#server/platform/db/tx'
import { startWorld, type World } from './world'

const SINCE_MS = 300 * 86_400_000

/** A world in which purchases earn a point a yuan, whatever the day. */
export async function startRuledWorld(): Promise<World> {
  const world = await startWorld()
  const since = new Date(world.clock.now().getTime() - SINCE_MS)
  const rules = { ...defaultRules(), memberDays: {}, caps: {} }
  await inTransaction(world.db, (tx) => publishRules(tx, { rules, activeFrom: since }, since))
  return world
}
