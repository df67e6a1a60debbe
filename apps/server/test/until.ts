import { setTimeout as sleep } from 'node:timers/promises'

const STEPS_MAX = 200
const STEP_MS = 25

/** Waits for something that happens soon after a commit; fails when it does not within five seconds. */
export async function until(holds: () => Promise<boolean>) {
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (await holds()) return
    await sleep(STEP_MS)
  }
  throw new Error('what was waited for did not happen')
}
