import { checks } from '#server/checks'
import { runChecks } from '#server/platform/selfcheck/check'
import type { World } from './world'

/** Stops a world, in which by then every promise must hold that can be asked of its rows. */
export async function stopWithPromisesKept(world: World) {
  const found = await runChecks(world.db.manager, checks, world.clock.now())
  await world.stop()
  expect(found.filter((one) => one.violations.length > 0)).toEqual([])
}
