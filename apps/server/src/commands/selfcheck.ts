import type { Settings } from '@huitou/config/settings'
import { checks } from '#server/checks'
import { runChecks, type Found, type PromiseName } from '#server/platform/selfcheck/check'
import { openDb, say } from './open-db'

const PROMISES: Record<PromiseName, string> = {
  P1: 'Exact points',
  P2: 'One check-in a day',
  P3: 'Coupons within stock and limits, used once',
  P4: 'Group-buy: what was paid for, or a full refund',
  P5: 'Same key, one effect',
  P6: 'Every change explained',
  P7: 'Late is on time',
  P8: 'Lawful by default',
  P9: 'Private',
}

const lineOf = (promise: PromiseName, found: Found[]) => {
  const mine = found.filter((one) => one.promise === promise)
  const broken = mine.filter((one) => one.violations.length > 0)
  const verdict =
    mine.length === 0 ? 'nothing to check yet' : broken.length === 0 ? `holds (${mine.length} checks)` : 'BROKEN'
  const details = broken.map((one) => `       ${one.name}: ${JSON.stringify(one.violations)}`)
  return [`  ${promise}  ${PROMISES[promise].padEnd(46)}${verdict}`, ...details].join('\n')
}

/** One line per promise; exit code 1 when any is broken. Reads beside a running server. */
export async function selfcheckCommand(settings: Settings) {
  const db = await openDb(settings)
  try {
    const found = await runChecks(db.manager, checks, new Date())
    for (const promise of Object.keys(PROMISES) as PromiseName[]) say(lineOf(promise, found))
    if (found.some((one) => one.violations.length > 0)) process.exitCode = 1
  } finally {
    await db.destroy()
  }
}
