import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** Whether to renew the pictures of the README. */
export const renewsPictures = process.env['HUITOU_SCREENSHOTS'] === '1'

/** Pictures for the README are twice as sharp as the screen they show. */
export const sharpness = renewsPictures ? 2 : 1

export type Picture =
  | 'home'
  | 'checkin'
  | 'counter'
  | 'try-it'
  | 'workbench'
  | 'counter-quote'
  | 'member-bill'
  | 'mall-item'
  | 'group-buy'
  | 'group-order'
  | 'invite'
  | 'invite-poster'
  | 'tasks'
  | 'own-code'

const POLL_MS = 25

/** Pages slide in; what turns for ever may go on. */
const STILL = `document.getAnimations().every(
  (one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity)`

/** Renews one of them when asked to: `HUITOU_SCREENSHOTS=1`. */
export async function picture(page: Page, name: Picture) {
  if (!renewsPictures) return
  // The page's own policy forbids what `waitForFunction` does.
  while (!(await page.evaluate<boolean>(STILL))) await sleep(POLL_MS)
  await page.screenshot({ path: path.resolve('docs/screenshots', `${name}.png`) })
}
