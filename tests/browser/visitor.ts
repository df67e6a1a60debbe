import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { watchFaults } from './faults'
import { sharpness } from './pictures'

const FLAWS = readFileSync(path.resolve('tests/browser/in-page/flaws.js'), 'utf8')
const HEIGHT = 812
const SETTLE_MAX_MS = 15_000
const POLL_MS = 25
/** In a row: between two requests of one page nothing is in flight either. */
const QUIET_LOOKS = 3

/** How many requests of this page wait for an answer. */
function countRequests(page: Page) {
  let open = 0
  page.on('request', () => (open += 1))
  page.on('requestfinished', () => (open -= 1))
  page.on('requestfailed', () => (open -= 1))
  return () => open
}

/** One person's phone, of any width, that goes where it is told. */
export async function openVisitor(browser: Browser, url: string, persona: string) {
  const page = await browser.newPage({ deviceScaleFactor: sharpness })
  await page.addInitScript(FLAWS)
  page.setDefaultTimeout(SETTLE_MAX_MS)
  const faults = watchFaults(page)
  const openRequests = countRequests(page)

  async function settle(at: string) {
    const ready = `isSettled(${JSON.stringify(at.split('?')[0])})`
    let quiet = 0
    for (let waitedMs = 0; quiet < QUIET_LOOKS; waitedMs += POLL_MS) {
      if (waitedMs > SETTLE_MAX_MS) throw new Error(`${at} of ${persona} never came to rest`)
      quiet = openRequests() === 0 && (await page.evaluate<boolean>(ready)) ? quiet + 1 : 0
      await sleep(POLL_MS)
    }
  }
  return {
    page,
    faults,
    settle,
    resize: (width: number) => page.setViewportSize({ width, height: HEIGHT }),
    /** Starts the mini program anew: nothing that was measured before holds. */
    async start(at: string) {
      await page.goto('about:blank')
      await page.goto(`${url}/h5/?persona=${persona}#/${at}`)
      await settle(at)
    },
    async go(at: string) {
      await page.evaluate(`location.hash = ${JSON.stringify(`/${at}`)}`)
      await settle(at)
    },
    flaws: () => page.evaluate<string[]>('findFlaws()'),
  }
}

export type Visitor = Awaited<ReturnType<typeof openVisitor>>
