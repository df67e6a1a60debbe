import path from 'node:path'
import { root } from '../parts/paths.mjs'

const LINES_SHOWN = 150

const secondsOf = (ms) => `${(ms / 1000).toFixed(1)} s`

/** One line when a step has ended; all that matters of its output when it failed. */
export function sayEnded({ name, result, ms, output, logFile, leaks }) {
  if (result === 'passed') {
    console.log(
      `✓ ${name} (${secondsOf(ms)})${leaks ? ': a test worker had to be ended, something may have been left open' : ''}`,
    )
    return
  }
  const lines = output.trimEnd().split('\n')
  if (lines.length > LINES_SHOWN)
    console.log(`  … ${lines.length - LINES_SHOWN} lines more in ${path.relative(root, logFile)}`)
  console.log(lines.slice(-LINES_SHOWN).join('\n'))
  console.log(`✗ ${name} (${secondsOf(ms)})`)
}

/** The table at the end, and what this machine lacks. */
export function sayTable(results, totalMs) {
  const width = Math.max(...results.map(({ name }) => name.length))
  console.log('')
  for (const { name, result, ms } of results)
    console.log(`${name.padEnd(width)}  ${result.padEnd(7)}  ${secondsOf(ms).padStart(8)}`)
  console.log(`${'all'.padEnd(width)}  ${' '.repeat(7)}  ${secondsOf(totalMs).padStart(8)}`)
  const skipped = results.filter(({ missing }) => missing)
  if (skipped.length > 0) console.log('\nNot run, because this machine has no:')
  for (const missing of new Set(skipped.map((one) => one.missing))) {
    const names = skipped.filter((one) => one.missing === missing).map(({ name }) => name)
    console.log(`- ${missing}. (${names.join(', ')})`)
  }
}
