import { setTimeout as sleep } from 'node:timers/promises'

const STEP_MS = 25

/** Waits for something that happens soon after a commit; fails when it does not within `seconds`. */
export async function until(holds: () => Promise<boolean>, seconds = 5) {
  for (let step = 0; step < (seconds * 1000) / STEP_MS; step += 1) {
    if (await holds()) return
    await sleep(STEP_MS)
  }
  throw new Error('what was waited for did not happen')
}
