import { installIfNeeded } from '../parts/install.mjs'
import { orExplain } from '../parts/explain.mjs'
import { sayEnded, sayTable } from './report.mjs'
import { endAll, runStep } from './run-step.mjs'
import { steps } from './steps.mjs'

const LIGHT_AT_ONCE = 2
const noSkip = process.env.HUITOU_NO_SKIP === '1'

async function attempt(step) {
  const missing = (await step.needs?.()) ?? null
  if (missing) {
    console.log(`- ${step.name}: ${noSkip ? 'cannot run' : 'skipped'}`)
    return { name: step.name, result: noSkip ? 'FAILED' : 'skipped', ms: 0, missing }
  }
  console.log(`  ${step.name} …`)
  const ended = await runStep(step)
  sayEnded(ended)
  return ended
}

/** Runs steps, `lanes` of them at a time, in order; answers their results in that order. */
async function runInLanes(wanted, lanes) {
  const results = []
  let next = 0
  const lane = async () => {
    while (next < wanted.length) {
      const index = next
      next += 1
      results[index] = await attempt(wanted[index])
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}

const chosen = (names) => {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0)
    throw new Error(`no step ${unknown.join(', ')}. There is: ${steps.map((step) => step.name).join(' ')}`)
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name))
}

/** `npm test`: every step or those named; exit code 1 when one failed. */
export const test = (names) =>
  orExplain(async () => {
    const wanted = chosen(names)
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => {
        endAll()
        process.exit(130)
      })
    const began = performance.now()
    await installIfNeeded()
    const setup = { name: 'setup', result: 'passed', ms: performance.now() - began }
    const light = await runInLanes(
      wanted.filter((step) => step.light),
      LIGHT_AT_ONCE,
    )
    const heavy = await runInLanes(
      wanted.filter((step) => !step.light),
      1,
    )
    const results = [setup, ...light, ...heavy]
    sayTable(results, performance.now() - began)
    if (results.some(({ result }) => result === 'FAILED')) process.exitCode = 1
  })
